import { beforeAll, expect, it } from "vitest";
import { newId } from "../../common/ids";
import { ROWS_PER_STATEMENT } from "../../ledger/entities/row-writer";
import type { AppCaller } from "../../root";
import { openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { previewFile } from "../../test/import-files";
import { currentRows, replayLog } from "../../test/replay-log";

// Several statements' worth, the last of them not full.
const MANY = 4_100;

const t = useRuntime();
let caller: AppCaller;
let userId: string;
beforeAll(async () => {
  const user = await createUser(t.runtime);
  userId = user.userId;
  caller = await asSession(t.runtime, user);
});

const fileOf = (rows: number) =>
  [
    "Date,Payee,Amount",
    ...Array.from({ length: rows }, (_, at) => `2026-03-31,Shop ${at},-1.00`),
  ].join("\n");

async function statementsOf<T>(call: () => Promise<T>): Promise<{ value: T; statements: number }> {
  t.statements.length = 0;
  const value = await call();
  return { value, statements: t.statements.length };
}

/** Statements of commit, undo and redo of a file with this many rows. */
async function costsOf(
  rows: number,
): Promise<{ accountId: string; operationId: string; costs: number[] }> {
  const accountId = await openAccount(caller, { name: newId() });
  const { import: draft } = await previewFile(caller, accountId, fileOf(rows));
  const commit = await statementsOf(() => caller.imports.commit({ id: draft?.id ?? "" }));
  const undo = await statementsOf(() =>
    caller.operations.undo({ id: commit.value.operationId ?? "" }),
  );
  const redo = await statementsOf(() =>
    caller.operations.undo({ id: undo.value.operationId ?? "" }),
  );
  expect([commit, undo, redo].map(({ value }) => value.created + value.deleted)).toEqual(
    Array.from({ length: 3 }, () => rows + 1),
  );
  return {
    accountId,
    operationId: redo.value.operationId ?? "",
    costs: [commit, undo, redo].map(({ statements }) => statements),
  };
}

it(
  "each further 500 rows of an import cost at most 12 statements, also when it is undone and " +
    "done again",
  async () => {
    const few = await costsOf(1);
    const many = await costsOf(MANY);
    const further = many.costs.map((cost, at) => cost - (few.costs[at] ?? 0));
    expect(Math.max(...further)).toBeLessThanOrEqual(Math.floor(MANY / ROWS_PER_STATEMENT) * 12);
  },
);

it(
  "invariants 10 and 11: an operation longer than a page of the log is undone wholly or not " +
    "at all, and replays exactly",
  async () => {
    const { accountId, operationId } = await costsOf(MANY);
    const { items } = await caller.transactions.list({
      accountId: [accountId],
      limit: 1,
      q: "Shop 17",
    });
    const [changed] = items;
    const patch = {
      id: changed?.id ?? "",
      version: changed?.version ?? 0,
      patch: { note: "Mine" },
    };
    await caller.transactions.update({ transactions: [patch] });
    await expect(caller.operations.undo({ id: operationId })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await t.runtime.db.transaction.count({ where: { accountId } })).toBe(MANY);
    const tried = await caller.operations.undo({ id: operationId, dryRun: true });
    expect(tried).toMatchObject({ conflicts: [{ entityId: changed?.id, reason: "changed" }] });
    const { id } = await t.runtime.db.ledger.findFirstOrThrow({ where: { userId, mode: "live" } });
    expect(await replayLog(t.runtime.db, id)).toEqual(await currentRows(t.runtime.db, id));
  },
);
