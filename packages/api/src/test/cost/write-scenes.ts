import { openAccount } from "../books";
import { asKey } from "../callers";
import { createUser } from "../factories";
import { contentOf } from "../import-files";
import {
  addCategory,
  addDraft,
  addLegs,
  addRows,
  csvOf,
  fresh,
  LONG,
  rowsFor,
  type Stage,
  sweepable,
} from "./stage";

type Call = (fields: { dryRun?: boolean }) => Promise<object>;

/** A write that a key can make, with as much in one call as it takes. */
export interface WriteScene {
  /**
   * Numbers of rows, or of operations, that the call names or touches; the last is the largest that
   * one call takes, or for whole files and ledgers one that a test can wait for. None: it always
   * touches the same few.
   */
  sizes?: readonly number[];
  /**
   * How many times it sums the rows of the account with the history: `balancesAfter`, and the
   * account itself where it is answered.
   */
  sums: number;
  /** It never writes anything, so there is no dry run of it. */
  isTrial?: true;
  set: (stage: Stage, size: number) => Promise<Call>;
}

const PER_CALL = [12, 50, 200] as const;
const PER_FILE = [50, 150, 450] as const;

/** Each write that a key reaches, by path. */
export const WRITE_SCENES: Readonly<Record<string, readonly WriteScene[]>> = {
  "accounts.create": [
    {
      sums: 0,
      set: async ({ agent }) => {
        const [name, opening] = [fresh("Account"), { amount: "5.00", currency: "EUR" }];
        return (fields) =>
          agent.accounts.create({
            name,
            type: "cash",
            currency: "EUR",
            openingBalance: opening,
            ...fields,
          });
      },
    },
  ],
  "accounts.update": [
    {
      sums: 2,
      set: async ({ agent, accountId }) => {
        const { version } = await agent.accounts.get({ id: accountId });
        return (fields) =>
          agent.accounts.update({
            id: accountId,
            version,
            name: fresh("Renamed"),
            note: LONG,
            ...fields,
          });
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
        return (fields) =>
          agent.accounts.close({ id: accountId, version: open, closedOn: "2026-12-31", ...fields });
      },
    },
  ],
  "accounts.reopen": [
    {
      sums: 2,
      set: async ({ agent, accountId }) => {
        const { version, closedOn } = await agent.accounts.get({ id: accountId });
        if (closedOn === null)
          await agent.accounts.close({ id: accountId, version, closedOn: "2026-12-31" });
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
        return (fields) =>
          stage.agent.categories.create({ name: fresh("Child"), parentId, ...fields });
      },
    },
  ],
  "categories.update": [
    {
      sums: 0,
      set: async (stage) => {
        const [id, parentId] = [await addCategory(stage), await addCategory(stage)];
        return (fields) =>
          stage.agent.categories.update({
            id,
            version: 1,
            name: fresh("New"),
            parentId,
            ...fields,
          });
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
            transactions: ids
              .slice(at, at + 200)
              .map((row) => ({ id: row, version: 1, patch: { categoryId: id } })),
          });
        return (fields) => stage.agent.categories.merge({ id, version: 1, intoId, ...fields });
      },
    },
  ],
  "imports.preview": [
    {
      sizes: PER_FILE,
      sums: 0,
      isTrial: true,
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
        const { operationId } = await agent.transactions.create({
          transactions: rowsFor(accountId, size),
        });
        return (fields) => agent.operations.undo({ id: operationId ?? "", ...fields });
      },
    },
    {
      sizes: PER_FILE,
      sums: 1,
      set: async (stage, size) => {
        const { operationId } = await stage.agent.imports.commit({
          id: await addDraft(stage, size),
        });
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
        const head = await runtime.db.operation.findFirstOrThrow({
          where,
          orderBy: { seq: "desc" },
        });
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
