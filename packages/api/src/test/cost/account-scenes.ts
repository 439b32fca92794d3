import { addCategory, addRows, fresh, LONG } from "./stage";
import { PER_FILE, type WriteScenes } from "./write-scene";

/** Writes to accounts and categories. */
export const ACCOUNT_SCENES: WriteScenes = {
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
  "accounts.assertBalance": [
    {
      sums: 2,
      set: async ({ agent, accountId }) => {
        const amount = { amount: `${fresh("").trim()}.00`, currency: "EUR" };
        return (fields) =>
          agent.accounts.assertBalance({ accountId, on: "2026-12-31", amount, ...fields });
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
};
