import type { AppCaller } from "../../../root";
import { asSession } from "../../../test/callers";
import type { useRuntime } from "../../../test/database";
import { createUser, type TestUser } from "../../../test/factories";
import { currentRows } from "../../../test/replay-log";

type TestRuntime = ReturnType<typeof useRuntime>;

/** An owner whose ledger holds demo data. */
export interface Filled {
  user: TestUser;
  owner: AppCaller;
  rows: number;
  accountOf: (name: string) => string;
}

export async function fill(t: TestRuntime): Promise<Filled> {
  const user = await createUser(t.runtime);
  const owner = await asSession(t.runtime, user);
  await owner.ledger.fillDemo();
  const { items } = await owner.accounts.list();
  const rows = await t.runtime.db.transaction.count({ where: { ledgerId: user.liveLedgerId } });
  return {
    user,
    owner,
    rows,
    accountOf: (name) => items.find((item) => item.name === name)?.id ?? "",
  };
}

export const rowsOf = (t: TestRuntime, user: TestUser) =>
  currentRows(t.runtime.db, user.liveLedgerId);

/** Rows without versions, which count changes and so never go back. */
export const withoutVersions = (rows: Awaited<ReturnType<typeof rowsOf>>) =>
  Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, { ...row, version: 0 }]));

/** Opening balances and the like apart: what an owner may change. */
export async function someRows(owner: AppCaller, many: number) {
  const { items } = await owner.transactions.list({ limit: 200 });
  return items.filter(({ kind }) => kind === "regular").slice(0, many);
}
