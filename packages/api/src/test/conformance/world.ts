import type { Runtime } from "../../common/runtime";
import { verifyKey } from "../../identity/verify-key";
import type { AppCaller } from "../../root";
import { asPrincipal } from "../callers";
import { createKey, createUser, type TestKey, type TestUser } from "../factories";

/** A person with a key, and one of everything that a call can name. */
export interface World {
  user: TestUser;
  key: TestKey;
  accountId: string;
  /** Used by nothing but the calls that change an account, at version 1. */
  spareAccountId: string;
  /** Closed, at version 2. */
  closedAccountId: string;
  /** Two rows of opposite amounts in two accounts, at version 1. */
  linkable: { out: { id: string; version: number }; in: { id: string; version: number } };
  transferId: string;
  categoryId: string;
  /** Of the same kind as `categoryId`, used by nothing, at version 1. */
  spareCategoryId: string;
  /** Archived, at version 2. */
  archivedCategoryId: string;
  transactionId: string;
  /** Written by `key`, and not undone yet. */
  operationId: string;
  /** A draft that waits to be committed. */
  importId: string;
}

/**
 * Every world is made alike, so that the same call in two of them has the same answer, ids and
 * times aside.
 */
export async function createWorld(runtime: Runtime): Promise<World> {
  const user = await createUser(runtime);
  const key = await createKey(runtime, user);
  const caller = asPrincipal(
    runtime,
    await verifyKey(runtime, key.authorization, { ip: null, userAgent: null }),
  );
  const { account } = await caller.accounts.create({
    name: "Checking",
    type: "checking",
    currency: "EUR",
  });
  const row = {
    accountId: account.id,
    date: "2026-03-31",
    amount: { amount: "-12.50", currency: "EUR" },
    payee: "Bakery",
  };
  await caller.transactions.create({ transactions: [row], reason: "Receipts" });
  const [transaction] = (await caller.transactions.list({})).items;
  const { operationId } = await caller.accounts.create({
    name: "Savings",
    type: "savings",
    currency: "EUR",
  });
  const [category] = (await caller.categories.list({})).items;
  const text = "Date,Payee,Amount\n2026-03-30,Kiosk,-3.20\n2026-03-31,Bakery,-12.50\n";
  const preview = await caller.imports.preview({
    accountId: account.id,
    fileName: "march.csv",
    text,
  });
  if (preview.import === null) throw new Error("The draft is ambiguous.");
  if (transaction === undefined || operationId === null || category === undefined)
    throw new Error("An empty world.");
  return {
    user,
    key,
    accountId: account.id,
    categoryId: category.id,
    transactionId: transaction.id,
    operationId,
    importId: preview.import.id,
    ...(await createSpares(caller, account.id)),
  };
}

async function createSpares(caller: AppCaller, accountId: string) {
  const open = (name: string) => caller.accounts.create({ name, type: "cash", currency: "EUR" });
  const add = (name: string) => caller.categories.create({ name, kind: "expense" });
  const spareAccountId = (await open("Spare")).account.id;
  const closedAccountId = (await open("Closed")).account.id;
  await caller.accounts.close({ id: closedAccountId, version: 1 });
  const amounts = [
    { accountId: spareAccountId, amount: { amount: "-5.00", currency: "EUR" } },
    { accountId, amount: { amount: "5.00", currency: "EUR" } },
  ];
  const made = await caller.transactions.create({
    transactions: amounts.map((row) => ({ ...row, date: "2026-03-29", payee: "Moved" })),
  });
  const [out, arrival] = made.results.map((row) => ({
    id: row.result === "created" ? row.id : "",
    version: 1,
  }));
  if (out === undefined || arrival === undefined) throw new Error("No rows to link.");
  const { transfer } = await caller.transfers.create({
    fromAccountId: accountId,
    toAccountId: spareAccountId,
    date: "2026-03-29",
    amount: { amount: "7.00", currency: "EUR" },
  });
  const pairs = { linkable: { out, in: arrival }, transferId: transfer.id };
  const spareCategoryId = (await add("Spare")).category.id;
  const archivedCategoryId = (await add("Archived")).category.id;
  await caller.categories.archive({ id: archivedCategoryId, version: 1 });
  return { ...pairs, spareAccountId, closedAccountId, spareCategoryId, archivedCategoryId };
}
