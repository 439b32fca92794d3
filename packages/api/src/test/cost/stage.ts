import type { Runtime } from "../../common/runtime";
import type { AppCaller } from "../../root";
import { openAccount, purchase } from "../books";
import { asKey, asSession } from "../callers";
import { createUser } from "../factories";
import { contentOf } from "../import-files";
import { addSmallOperations, type Past } from "./fill-history";

/** A ledger with a history, and those who write to it. */
export interface Stage extends Past {
  runtime: Runtime;
  owner: AppCaller;
  agent: AppCaller;
  /** An account without history. */
  spareId: string;
}

const made = { names: 0, amounts: 0 };
/** A name that nothing has had. */
export function fresh(name: string): string {
  made.names += 1;
  return `${name} ${made.names}`;
}
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n));
export const LONG = "x".repeat(180);

export const rowsFor = (accountId: string, count: number) =>
  times(count, (n) => purchase(accountId, { payee: LONG, externalId: fresh(`row ${n}`) }));

export async function addRows({ agent, accountId }: Stage, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let left = count; left > 0; left -= 200) {
    const { results } = await agent.transactions.create({
      transactions: rowsFor(accountId, Math.min(left, 200)),
    });
    ids.push(...results.flatMap((row) => (row.result === "created" ? [row.id] : [])));
  }
  return ids;
}

/** A file of rows that nothing has had, by payee or by amount. */
export const csvOf = (count: number) => `Date,Payee,Amount\n${times(count, csvRow).join("\n")}\n`;

function csvRow(n: number): string {
  made.amounts += 1;
  return `2026-03-${String(1 + (n % 28)).padStart(2, "0")},${fresh("Shop")},-${made.amounts}.20`;
}

export async function addDraft({ agent, accountId }: Stage, count: number): Promise<string> {
  const preview = await agent.imports.preview({ accountId, ...contentOf(csvOf(count)) });
  if (preview.import === null) throw new Error("The file is ambiguous.");
  return preview.import.id;
}

export const addCategory = async ({ agent }: Stage): Promise<string> =>
  (await agent.categories.create({ name: fresh("Category"), kind: "expense" })).category.id;

const leg = (accountId: string, amount: string) =>
  purchase(accountId, { amount: { amount, currency: "EUR" } });

export async function addLegs({ agent, accountId, spareId }: Stage) {
  const transactions = [leg(accountId, "-7.00"), leg(spareId, "7.00")];
  const { results } = await agent.transactions.create({ transactions });
  const [out = "", into = ""] = results.map((row) => (row.result === "created" ? row.id : ""));
  return { out: { id: out, version: 1 }, in: { id: into, version: 1 } };
}

/** Adds operations of the key. Returns the moment since which they are all that it did. */
export async function sweepable(
  { runtime: { db }, ledgerId, keyId }: Stage,
  count: number,
): Promise<string> {
  const [moment] = await db.$queryRaw<
    { now: Date }[]
  >`select clock_timestamp() + interval '2 milliseconds' as now`;
  await db.$queryRaw`select pg_sleep(0.01)::text`;
  await addSmallOperations(db, { ledgerId, keyId }, count);
  return (moment?.now ?? new Date()).toISOString();
}

/** A person's ledger without history. */
export async function setStage(runtime: Runtime): Promise<Stage> {
  const user = await createUser(runtime);
  const owner = await asSession(runtime, user);
  const agent = await asKey(runtime, user);
  const key = await runtime.db.integrationKey.findFirstOrThrow({ where: { userId: user.userId } });
  const [accountId, spareId] = [
    await openAccount(owner),
    await openAccount(owner, { name: "Spare" }),
  ];
  return { runtime, owner, agent, ledgerId: user.liveLedgerId, keyId: key.id, accountId, spareId };
}
