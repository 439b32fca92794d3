import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { addPurchase, categoryIds, eur, openAccount } from "../../test/books";
import { previewFile } from "../../test/import-files";

/** One of everything that an id can name. */
export type Ids = Record<
  | "account"
  | "otherAccount"
  | "closedAccount"
  | "transfer"
  | "otherTransaction"
  | "category"
  | "otherCategory"
  | "archivedCategory"
  | "transaction"
  | "operation"
  | "key"
  | "draft",
  string
>;

/** Makes one of each in a ledger. */
export async function collectIds(caller: AppCaller, key: string): Promise<Ids> {
  const account = await openAccount(caller, { name: "Tenancy" });
  const category = (await categoryIds(caller))("Groceries");
  const transaction = await addPurchase(caller, account, {
    lines: [{ amount: eur("-12.50"), categoryId: category }],
  });
  const [latest] = (await caller.operations.list({ limit: 1 })).items;
  const otherAccount = await openAccount(caller, { name: "Other" });
  const otherTransaction = await addPurchase(caller, otherAccount, { amount: eur("12.50") });
  const made = await caller.transfers.create({
    ...{
      fromAccountId: account,
      toAccountId: otherAccount,
      date: "2026-03-01",
      amount: eur("3.00"),
    },
  });
  const pairs = { otherAccount, otherTransaction, transfer: made.transfer.id };
  const closedAccount = await openAccount(caller, { name: "Closed" });
  await caller.accounts.close({ id: closedAccount, version: 1 });
  const [otherCategory, archivedCategory] = [
    (await categoryIds(caller))("Leisure"),
    (await categoryIds(caller))("Health"),
  ];
  await caller.categories.archive({ id: archivedCategory, version: 1 });
  const categories = { category, otherCategory, archivedCategory };
  await caller.accounts.assertBalance({
    ...{ accountId: account, on: "2026-03-31", amount: eur("7.00") },
  });
  const draft = await previewFile(caller, account, "Date,Payee,Amount\n2026-03-31,Kiosk,-3.20\n");
  return {
    account,
    closedAccount,
    ...pairs,
    ...categories,
    transaction,
    operation: latest?.id ?? "",
    key,
    draft: draft.import?.id ?? "",
  };
}

/** Ids that nothing has. */
export const MISSING = (): Ids => ({
  account: newId(),
  otherAccount: newId(),
  closedAccount: newId(),
  transfer: newId(),
  otherTransaction: newId(),
  category: newId(),
  otherCategory: newId(),
  archivedCategory: newId(),
  transaction: newId(),
  operation: newId(),
  key: newId(),
  draft: newId(),
});
