import type { Scope } from "@pfn/keys";
import type { Runtime } from "../../common/runtime";
import { withKey } from "../callers";
import { createKey, type TestKey } from "../factories";
import type { MarkedLedger } from "./world";

/** A key that had every scope, wrote with it, and then was narrowed to `scopes`. */
export interface NarrowedKey {
  title: string;
  scopes: readonly Scope[];
  key: TestKey;
  /** What it wrote, newest first. */
  operationIds: readonly string[];
  /** Calls that it made when it had every scope: repeated, they are answered from the log. */
  written: readonly { path: string; input: Readonly<Record<string, unknown>> }[];
}

/** Writes with every scope, to rows of the owner, and is narrowed afterwards. */
export async function createNarrowedKey(
  runtime: Runtime,
  ledger: MarkedLedger,
  { title, scopes }: Pick<NarrowedKey, "title" | "scopes">,
): Promise<NarrowedKey> {
  const { owner, mark, amount, markers, ids, accountId, spareAccountId, categoryId, user } = ledger;
  const know = (kind: "transaction" | "category", id: string) => {
    ids[kind].push(id);
    markers.push({ kind: `${kind}Id`, text: id });
    return id;
  };
  const merged = await owner.categories.create({ name: mark("categoryName"), kind: "expense" });
  const left = amount();
  const arrived = amount("", left.cents);
  const row = () => ({
    date: "2026-03-23",
    payee: mark("transactionText"),
    note: mark("transactionText"),
  });
  const made = await owner.transactions.create({
    transactions: [
      { ...row(), accountId, amount: amount().money, categoryId: merged.category.id },
      { ...row(), accountId, amount: amount().money },
      { ...row(), accountId, amount: left.money },
      { ...row(), accountId: spareAccountId, amount: arrived.money },
    ],
  });
  const [first = "", second = "", out = "", arrival = ""] = made.results.map((row) =>
    row.result === "created" ? know("transaction", row.id) : "",
  );
  const key = await createKey(runtime, user, { label: `Agent ${title}` });
  const agent = await withKey(runtime, key);
  const account = await owner.accounts.get({ id: spareAccountId });
  const idempotencyKey = `once-${key.id}`;
  const merging = {
    id: know("category", merged.category.id),
    version: 1,
    intoId: categoryId,
    idempotencyKey,
  };
  const changing = {
    transactions: [{ id: second, version: 1, patch: { review: "reviewed" as const } }],
    idempotencyKey,
  };
  const renaming = {
    id: spareAccountId,
    version: account.version,
    type: "other_asset" as const,
    idempotencyKey,
  };
  const linking = { out: { id: out, version: 1 }, in: { id: arrival, version: 1 }, idempotencyKey };
  const written = [
    { path: "categories.merge", input: merging },
    { path: "transactions.update", input: changing },
    { path: "accounts.update", input: renaming },
    { path: "transfers.link", input: linking },
  ];
  const operationIds = [
    (await agent.categories.merge(merging)).operationId,
    (await agent.transactions.update(changing)).operationId,
    (await agent.accounts.update(renaming)).operationId,
    (await agent.transfers.link(linking)).operationId,
  ].map((id) => id ?? "");
  const undone = (await agent.operations.undo({ id: operationIds[2] ?? "" })).operationId ?? "";
  // Later changes by the owner stand in the way of undoing the others.
  await owner.transactions.update({
    transactions: [{ id: second, version: 2, patch: { payee: mark("transactionText") } }],
  });
  await owner.transactions.update({
    transactions: [{ id: first, version: 2, patch: { payee: mark("transactionText") } }],
  });
  await runtime.db.integrationKey.update({
    where: { id: key.id },
    data: { scopes: [...scopes] },
    select: { id: true },
  });
  return { title, scopes, key, written, operationIds: [undone, ...operationIds.reverse()] };
}
