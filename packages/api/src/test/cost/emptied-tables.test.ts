import { describe, expect, it } from "vitest";
import { openAccount, purchase } from "../books";
import { asKey } from "../callers";
import { useRuntime } from "../database";
import { createUser } from "../factories";
import { contentOf } from "../import-files";
import { growthOf, isOnServer, measureRowsRead } from "./measure-rows-read";
import { csvOf } from "./stage";

// An undo may leave large files with few rows in them. PostgreSQL looks at them there and then, and
// would expect few rows of them ever after: it searched the whole account for each row of the redo.
const t = useRuntime({ poolSize: 1 });

const SIZES = [600, 2_400] as const;
const LINEAR = 1.2;
const STEPS = ["commit", "undo", "redo", "undo of the redo", "another commit", "reset"] as const;

/** Rows that each step of one person's test ledger reads. */
async function measureSteps(size: number): Promise<Map<string, number>> {
  const agent = await asKey(t.runtime, await createUser(t.runtime), { mode: "test" });
  const accountId = await openAccount(agent, { name: `Emptied ${size}` });
  const draft = async () => {
    const { import: preview } = await agent.imports.preview({
      accountId,
      ...contentOf(csvOf(size)),
    });
    if (preview === null) throw new Error("The file is ambiguous.");
    return preview.id;
  };
  const read = new Map<string, number>();
  const step = async <A>(name: (typeof STEPS)[number], call: () => Promise<A>): Promise<A> => {
    await t.database.refreshStatistics();
    const { answer, rows } = await measureRowsRead(t, call);
    read.set(name, rows);
    return answer;
  };
  const first = await draft();
  const commit = await step("commit", () => agent.imports.commit({ id: first }));
  // The last row of the file stays, and with it the file's size.
  await agent.transactions.create({ transactions: [purchase(accountId)] });
  const undo = (name: (typeof STEPS)[number], id: string | null) =>
    step(name, () => agent.operations.undo({ id: id ?? "" }));
  const undone = await undo("undo", commit.operationId);
  const redone = await undo("redo", undone.operationId);
  await undo("undo of the redo", redone.operationId);
  const second = await draft();
  await step("another commit", () => agent.imports.commit({ id: second }));
  await step("reset", () => agent.ledger.resetTest({}));
  return read;
}

describe.skipIf(isOnServer)("after an undo that emptied the tables", () => {
  const measured = new Map<number, Map<string, number>>();
  it.each(SIZES)("%i rows are measured", { timeout: 0 }, async (size) => {
    measured.set(size, await measureSteps(size));
    expect([...(measured.get(size)?.keys() ?? [])]).toEqual([...STEPS]);
  });

  it.each(STEPS)("the work of a %s grows at most in proportion to its rows", (name) => {
    const points = SIZES.map((size) => ({ size, cost: measured.get(size)?.get(name) ?? 0 }));
    expect(growthOf(points), JSON.stringify(points)).toBeLessThanOrEqual(LINEAR);
  });
});
