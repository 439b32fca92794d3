import { openAccount } from "../books";
import { asKey } from "../callers";
import { createUser } from "../factories";
import { contentOf } from "../import-files";
import { ACCOUNT_SCENES } from "./account-scenes";
import { OPERATION_SCENES } from "./operation-scenes";
import { addCategory, addDraft, addLegs, addRows, csvOf, LONG, rowsFor } from "./stage";
import { PER_CALL, PER_FILE, type WriteScenes } from "./write-scene";

/** Each write that a key reaches, by path. */
export const WRITE_SCENES: WriteScenes = {
  ...ACCOUNT_SCENES,
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
    {
      // Two previews of one commit, and each category that they name is looked for.
      sizes: PER_FILE,
      sums: 1,
      set: async (stage, size) => {
        const id = await addDraft(stage, size);
        const also = [{ id: await addDraft(stage, size), decisions: [] }];
        const options = { also, createCategories: true };
        return (fields) => stage.agent.imports.commit({ id, ...options, ...fields });
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
  ...OPERATION_SCENES,
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
