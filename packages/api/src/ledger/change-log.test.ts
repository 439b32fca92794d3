import type { Tx } from "@pfn/db";
import { describe, expect, it } from "vitest";
import { createChangeLog, type RowChange } from "./change-log";
import { ROWS_PER_STATEMENT } from "./entities/row-writer";

/** What would have been written, a number of rows for each statement. */
function createLog() {
  const written: string[][] = [];
  // The log sends nothing but its own insert, whose first values are the texts of entities, one to
  // a line, and of ids.
  const tx = {
    $executeRaw: (_: TemplateStringsArray, ...values: { values?: unknown[] }[]) => {
      const [, , , ids] = values;
      written.push(String(ids?.values?.[0]).split("\n"));
      return Promise.resolve(1);
    },
  } as unknown as Tx;
  return { written, log: createChangeLog(tx, "operation") };
}

const change = (id: string): RowChange => ({
  ...{ entity: "account", entityId: id, before: null },
  after: { id, version: 1 },
});

describe("the log of changes", () => {
  it("writes every change once, in order, whatever the parts in which they come", async () => {
    const { log, written } = createLog();
    const ids = Array.from({ length: ROWS_PER_STATEMENT * 2 + 7 }, (_, n) => String(n));
    await log.add(ids.slice(0, 5).map(change));
    for (const id of ids.slice(5, 20)) await log.add([change(id)]);
    await log.add(ids.slice(20).map(change));
    await log.flush();
    expect(written.flat()).toEqual(ids);
    expect(Math.max(...written.map(({ length }) => length))).toBe(ROWS_PER_STATEMENT);
    expect(log.summary()).toMatchObject({ created: ids.length, recorded: ids.length });
  });

  it("is as it was at a mark once it is taken back, however much was written since", async () => {
    const { log, written } = createLog();
    await log.add([change("kept")]);
    const takeBack = log.mark();
    await log.add(Array.from({ length: ROWS_PER_STATEMENT + 3 }, (_, n) => change(`lost ${n}`)));
    written.length = 0;
    takeBack();
    expect(log.summary()).toMatchObject({ created: 1, recorded: 1, touchedAccounts: ["kept"] });
    await log.add([change("later")]);
    await log.flush();
    expect(written).toEqual([["kept", "later"]]);
  });
});
