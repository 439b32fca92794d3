import type { AppCaller, RouterInputs } from "../root";

export const eur = (amount: string) => ({ amount, currency: "EUR" });

type NewAccount = RouterInputs["accounts"]["create"];
type NewRow = RouterInputs["transactions"]["create"]["transactions"][number];

/** Opens an account, in euros and empty unless set, and returns its id. */
export async function openAccount(
  caller: AppCaller,
  fields: Partial<NewAccount> = {},
): Promise<string> {
  const { account } = await caller.accounts.create({
    name: "Checking",
    type: "checking",
    currency: "EUR",
    ...fields,
  });
  return account.id;
}

/** The input row of a small purchase; every field can be replaced. */
export const purchase = (accountId: string, fields: Partial<NewRow> = {}): NewRow => ({
  accountId,
  date: "2026-03-31",
  amount: eur("-12.50"),
  payee: "Bakery",
  ...fields,
});

/** Adds one purchase and answers its id, at version 1. */
export async function addPurchase(
  caller: AppCaller,
  accountId: string,
  fields: Partial<NewRow> = {},
): Promise<string> {
  const { results } = await caller.transactions.create({
    transactions: [purchase(accountId, fields)],
  });
  const [made] = results;
  if (made?.result !== "created") throw new Error("The purchase was not created.");
  return made.id;
}

/** Ids of the ledger's categories by name. */
export async function categoryIds(caller: AppCaller): Promise<(name: string) => string> {
  const { items } = await caller.categories.list();
  return (name) => {
    const found = items.find((category) => category.name === name);
    if (found === undefined) throw new Error(`No category named ${name}.`);
    return found.id;
  };
}
