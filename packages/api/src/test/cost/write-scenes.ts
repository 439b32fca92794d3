import type { AppCaller } from "../../root";
import type { Runtime } from "../../runtime";
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

type Call = (fields: { dryRun?: boolean }) => Promise<unknown>;

/** A write that a key can make, with as much in one call as it takes. */
export interface WriteScene {
  /**
   * Numbers of rows, or of operations, that the call names or touches; the last is the largest that one call takes, or for whole files and
   * ledgers one that a test can wait for. None: it always touches the same few.
   */
  sizes?: readonly number[];
  /** How many times it sums the rows of the account with the history: `balancesAfter`, and the account itself where it is answered. */
  sums: number;
  set: (stage: Stage, size: number) => Promise<Call>;
}

const PER_CALL = [12, 50, 200] as const;
const PER_FILE = [50, 150, 450] as const;

const made = { names: 0 };
/** A name that nothing has had. */
const fresh = (name: string) => `${name} ${(made.names += 1)}`;
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const LONG = "x".repeat(180);

const rowsFor = (accountId: string, count: number) =>
  times(count, (n) => purchase(accountId, { payee: LONG, externalId: fresh(`row ${n}`) }));

async function addRows({ agent, accountId }: Stage, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let left = count; left > 0; left -= 200) {
    const { results } = await agent.transactions.create({ transactions: rowsFor(accountId, Math.min(left, 200)) });
    ids.push(...results.flatMap((row) => (row.result === "created" ? [row.id] : [])));
  }
  return ids;
}

const csvOf = (count: number) =>
  `Date,Payee,Amount\n${times(count, (n) => `2026-03-${String(1 + (n % 28)).padStart(2, "0")},${fresh("Shop")},-${n}.20`).join("\n")}\n`;

async function addDraft({ agent, accountId }: Stage, count: number): Promise<string> {
  const preview = await agent.imports.preview({ accountId, ...contentOf(csvOf(count)) });
  if (preview.import === null) throw new Error("The file is ambiguous.");
  return preview.import.id;
}

const addCategory = async ({ agent }: Stage): Promise<string> =>
  (await agent.categories.create({ name: fresh("Category"), kind: "expense" })).category.id;

const leg = (accountId: string, amount: string) => purchase(accountId, { amount: { amount, currency: "EUR" } });

async function addLegs({ agent, accountId, spareId }: Stage) {
  const transactions = [leg(accountId, "-7.00"), leg(spareId, "7.00")];
  const { results } = await agent.transactions.create({ transactions });
  const [out = "", into = ""] = results.map((row) => (row.result === "created" ? row.id : ""));
  return { out: { id: out, version: 1 }, in: { id: into, version: 1 } };
}

/** Each write that a key reaches, by path. */
export const WRITE_SCENES: Readonly<Record<string, readonly WriteScene[]>> = {
  "accounts.create": [
    {
      sums: 0,
      set: async ({ agent }) => {
        const [name, opening] = [fresh("Account"), { amount: "5.00", currency: "EUR" }];
        return (fields) =>
          agent.accounts.create({ name, type: "cash", currency: "EUR", openingBalance: opening, ...fields });
      },
    },
  ],
  "accounts.update": [
    {
      sums: 2,
      set: async ({ agent, accountId }) => {
        const { version } = await agent.accounts.get({ id: accountId });
        return (fields) =>
          agent.accounts.update({ id: accountId, version, name: fresh("Renamed"), note: LONG, ...fields });
      },
    },
  ],
  "accounts.close": [
    {
      sums: 2,
      set: async ({ agent, accountId }) => {
        const { version, closedOn } = await agent.accounts.get({ id: accountId });
        const open = closedOn === null ? version : version + 1;
        if (closedOn !== null) await agent.accounts.reopen({ id: accountId, version });
        return (fields) => agent.accounts.close({ id: accountId, version: open, closedOn: "2026-12-31", ...fields });
      },
    },
  ],
  "accounts.reopen": [
    {
      sums: 2,
      set: async ({ agent, accountId }) => {
        const { version, closedOn } = await agent.accounts.get({ id: accountId });
        if (closedOn === null) await agent.accounts.close({ id: accountId, version, closedOn: "2026-12-31" });
        const shut = closedOn === null ? version + 1 : version;
        return (fields) => agent.accounts.reopen({ id: accountId, version: shut, ...fields });
      },
    },
  ],
  "categories.create": [
    {
      sums: 0,
      set: async (stage) => {
        const parentId = await addCategory(stage);
        return (fields) => stage.agent.categories.create({ name: fresh("Child"), parentId, ...fields });
      },
    },
  ],
  "categories.update": [
    {
      sums: 0,
      set: async (stage) => {
        const [id, parentId] = [await addCategory(stage), await addCategory(stage)];
        return (fields) => stage.agent.categories.update({ id, version: 1, name: fresh("New"), parentId, ...fields });
      },
    },
  ],
  "categories.archive": [
    {
      sums: 0,
      set: async (stage) => {
        const id = await addCategory(stage);
        return (fields) => stage.agent.categories.archive({ id, version: 1, ...fields });
      },
    },
  ],
  "categories.unarchive": [
    {
      sums: 0,
      set: async (stage) => {
        const id = await addCategory(stage);
        await stage.agent.categories.archive({ id, version: 1 });
        return (fields) => stage.agent.categories.unarchive({ id, version: 2, ...fields });
      },
    },
  ],
  "categories.merge": [
    {
      sizes: PER_FILE,
      sums: 1,
      set: async (stage, size) => {
        const [id, intoId] = [await addCategory(stage), await addCategory(stage)];
        const ids = await addRows(stage, size);
        for (let at = 0; at < ids.length; at += 200)
          await stage.agent.transactions.update({
            transactions: ids.slice(at, at + 200).map((row) => ({ id: row, version: 1, patch: { categoryId: id } })),
          });
        return (fields) => stage.agent.categories.merge({ id, version: 1, intoId, ...fields });
      },
    },
  ],
  "imports.preview": [
    {
      sizes: PER_FILE,
      sums: 0,
      set: async ({ agent, accountId }, size) => {
        const file = contentOf(csvOf(size));
        return () => agent.imports.preview({ accountId, ...file });
      },
    },
  ],
  "imports.commit": [
    {
      sizes: PER_FILE,
      sums: 1,
      set: async (stage, size) => {
        const id = await addDraft(stage, size);
        return (fields) => stage.agent.imports.commit({ id, ...fields });
      },
    },
  ],
  "ledger.fillDemo": [
    {
      sums: 0,
      set: async ({ runtime }) => {
        const agent = await asKey(runtime, await createUser(runtime));
        return (fields) => agent.ledger.fillDemo(fields);
      },
    },
  ],
  "ledger.resetTest": [
    {
      // It takes out every row of the test ledger: those of the demo data, and these.
      sizes: PER_FILE,
      sums: 0,
      set: async (stage, size) => {
        const { runtime } = stage;
        const user = await createUser(runtime);
        const agent = await asKey(runtime, user, { mode: "test" });
        const accountId = await openAccount(agent);
        await addRows({ ...stage, agent, accountId }, size);
        return (fields) => agent.ledger.resetTest(fields);
      },
    },
  ],
  "operations.undo": [
    {
      sizes: PER_CALL,
      sums: 1,
      set: async ({ agent, accountId }, size) => {
        const { operationId } = await agent.transactions.create({ transactions: rowsFor(accountId, size) });
        return (fields) => agent.operations.undo({ id: operationId ?? "", ...fields });
      },
    },
    {
      sizes: PER_FILE,
      sums: 1,
      set: async (stage, size) => {
        const { operationId } = await stage.agent.imports.commit({ id: await addDraft(stage, size) });
        return (fields) => stage.agent.operations.undo({ id: operationId ?? "", ...fields });
      },
    },
    {
      // Of a sweep of so many operations.
      sizes: PER_CALL,
      sums: 0,
      set: async (stage, size) => {
        const since = await sweepable(stage, size);
        const { operationId } = await stage.agent.operations.undoMany({ since });
        return (fields) => stage.agent.operations.undo({ id: operationId ?? "", ...fields });
      },
    },
    {
      // The newest of as many undos as there were turns.
      sums: 0,
      set: async ({ runtime, agent, ledgerId }) => {
        const where = {
          ledgerId,
          rootId: { not: null },
          state: "applied",
          root: { procedure: "transactions.update" },
        } as const;
        const head = await runtime.db.operation.findFirstOrThrow({ where, orderBy: { seq: "desc" } });
        return (fields) => agent.operations.undo({ id: head.id, ...fields });
      },
    },
  ],
  "operations.undoMany": [
    {
      sizes: PER_CALL,
      sums: 0,
      set: async (stage, size) => {
        const since = await sweepable(stage, size);
        return (fields) => stage.agent.operations.undoMany({ since, ...fields });
      },
    },
  ],
  "transactions.create": [
    {
      sizes: PER_CALL,
      sums: 1,
      set: async ({ agent, accountId }, size) => {
        const transactions = rowsFor(accountId, size);
        return (fields) => agent.transactions.create({ transactions, ...fields });
      },
    },
  ],
  "transactions.update": [
    {
      sizes: PER_CALL,
      sums: 1,
      set: async (stage, size) => {
        const categoryId = await addCategory(stage);
        const patch = { categoryId, note: LONG, date: "2026-03-30", status: "pending" } as const;
        const transactions = (await addRows(stage, size)).map((id) => ({ id, version: 1, patch }));
        return (fields) => stage.agent.transactions.update({ transactions, ...fields });
      },
    },
  ],
  "transactions.delete": [
    {
      sizes: PER_CALL,
      sums: 1,
      set: async (stage, size) => {
        const ids = await addRows(stage, size);
        return (fields) => stage.agent.transactions.delete({ ids, expectedCount: size, ...fields });
      },
    },
  ],
  "transfers.create": [
    {
      sums: 1,
      set: async ({ agent, accountId, spareId }) => {
        const amount = { amount: "5.00", currency: "EUR" };
        const ends = { fromAccountId: accountId, toAccountId: spareId, date: "2026-03-31", amount };
        return (fields) => agent.transfers.create({ ...ends, ...fields });
      },
    },
  ],
  "transfers.link": [
    {
      sums: 1,
      set: async (stage) => {
        const legs = await addLegs(stage);
        return (fields) => stage.agent.transfers.link({ ...legs, ...fields });
      },
    },
  ],
  "transfers.unlink": [
    {
      sums: 1,
      set: async (stage) => {
        const { transfer } = await stage.agent.transfers.link(await addLegs(stage));
        return (fields) => stage.agent.transfers.unlink({ id: transfer.id, ...fields });
      },
    },
  ],
};

/** So many operations of the key, and the moment from which on they are all that it did. */
async function sweepable({ runtime: { db }, ledgerId, keyId }: Stage, count: number): Promise<string> {
  const [moment] = await db.$queryRaw<{ now: Date }[]>`select clock_timestamp() + interval '2 milliseconds' as now`;
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
  const [accountId, spareId] = [await openAccount(owner), await openAccount(owner, { name: "Spare" })];
  return { runtime, owner, agent, ledgerId: user.liveLedgerId, keyId: key.id, accountId, spareId };
}
