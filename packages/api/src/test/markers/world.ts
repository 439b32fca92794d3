import type { Runtime } from "../../common/runtime";
import type { AppCaller } from "../../root";
import { asSession, withKey } from "../callers";
import type { World } from "../conformance/world";
import { createKey, createUser } from "../factories";
import { createMint, EUR } from "./mint";
import type { Kind, Marker } from "./what-scopes-read";

/** Ids of a ledger's rows by their kind, for inputs that name another row of the kind. */
export type IdKind = "account" | "category" | "transaction" | "transfer" | "import";

/**
 * What is the same for every key: an owner's ledger in which every text, id and amount is a marker.
 */
export interface MarkedLedger extends Omit<World, "key" | "operationId"> {
  owner: AppCaller;
  markers: Marker[];
  ids: Record<IdKind, string[]>;
  names: { account: string[]; category: string[]; externalId: string[] };
  /** A bank's file with a new row and one that may be a transaction written by hand. */
  file: string;
  /** Has it previewed anew, by the owner unless set: only few drafts wait at once. */
  freshDraft: (caller?: AppCaller) => Promise<string>;
  mark: (kind: Kind) => string;
  amount: (
    sign?: "" | "-",
    cents?: number,
  ) => { cents: number; money: { amount: string; currency: string } };
}

/** @throws Error when a call does not come to what the ledger needs */
export async function createMarkedLedger(runtime: Runtime): Promise<MarkedLedger> {
  const user = await createUser(runtime);
  const owner = await asSession(runtime, user);
  const markers: Marker[] = [];
  const { mark, amount } = createMint(markers);
  const ids: MarkedLedger["ids"] = {
    account: [],
    category: [],
    transaction: [],
    transfer: [],
    import: [],
  };
  const names: MarkedLedger["names"] = { account: [], category: [], externalId: [] };
  const know = (kind: IdKind, id: string) => {
    ids[kind].push(id);
    markers.push({ kind: `${kind}Id`, text: id });
    return id;
  };
  const why = () => ({ reason: mark("reason") });
  const noteOperation = <A extends { operationId: string | null }>(answer: A): A => {
    if (answer.operationId !== null)
      markers.push({ kind: "operationId", text: answer.operationId });
    return answer;
  };

  const open = async (type: "checking" | "savings") => {
    const name = mark("accountName");
    names.account.push(name);
    const made = noteOperation(
      await owner.accounts.create({
        ...{ name, type, currency: EUR, note: mark("accountText"), ...why() },
        ...{ openingBalance: amount("").money, openingDate: "2025-01-01" },
      }),
    );
    return know("account", made.account.id);
  };
  const [accountId, spareAccountId, closedAccountId] = [
    await open("checking"),
    await open("savings"),
    await open("savings"),
  ];
  const add = async (parentId: string | null) => {
    const name = mark("categoryName");
    names.category.push(name);
    const kind = "expense" as const;
    return know(
      "category",
      noteOperation(await owner.categories.create({ name, kind, parentId, ...why() })).category.id,
    );
  };
  const categoryId = await add(null);
  const [childId, spareCategoryId, archivedCategoryId] = [
    await add(categoryId),
    await add(null),
    await add(null),
  ];
  const writer = await createKey(runtime, user, { label: mark("keyLabel") });
  markers.push({ kind: "keyId", text: writer.id });
  const other = await withKey(runtime, writer);

  type NewRow = Parameters<AppCaller["transactions"]["create"]>[0]["transactions"][number];
  const write = async (caller: AppCaller, fields: Partial<NewRow> = {}) => {
    const externalId = mark("transactionText");
    names.externalId.push(externalId);
    const row = {
      accountId,
      date: "2026-03-20",
      amount: amount().money,
      payee: mark("transactionText"),
      externalId,
    };
    const made = noteOperation(
      await caller.transactions.create({
        transactions: [{ ...row, note: mark("transactionText"), ...fields }],
        ...why(),
      }),
    );
    const [result] = made.results;
    if (result?.result !== "created") throw new Error("The row was not created.");
    return know("transaction", result.id);
  };
  const transactionId = await write(owner, { categoryId });
  const [one, two] = [amount(), amount()];
  await write(other, {
    amount: amount("-", one.cents + two.cents).money,
    lines: [
      { categoryId, amount: one.money, note: mark("transactionText") },
      { categoryId: childId, amount: two.money, note: mark("transactionText") },
    ],
  });
  await write(other, {});
  await write(owner, { accountId: closedAccountId, date: "2025-02-01" });
  await write(owner, { accountId: closedAccountId, date: "2025-02-01" });
  for (const category of [
    childId,
    childId,
    spareCategoryId,
    spareCategoryId,
    archivedCategoryId,
    archivedCategoryId,
  ])
    await write(owner, { categoryId: category });
  const buried = await write(owner, { categoryId: childId });
  noteOperation(await owner.transactions.delete({ ids: [buried], expectedCount: 1, ...why() }));
  noteOperation(
    await owner.accounts.close({
      id: closedAccountId,
      version: 1,
      closedOn: "2025-11-17",
      ...why(),
    }),
  );
  markers.push({ kind: "accountText", text: "2025-11-17" });
  noteOperation(await owner.categories.archive({ id: archivedCategoryId, version: 1, ...why() }));
  const linked = amount();
  const linkable = {
    out: {
      id: await write(owner, { accountId: spareAccountId, amount: linked.money }),
      version: 1,
    },
    in: { id: await write(other, { amount: amount("", linked.cents).money }), version: 1 },
  };
  // Every group of a report has several rows.
  await write(owner, { accountId: spareAccountId });
  await write(other, { amount: amount("").money });
  const moved = noteOperation(
    await owner.transfers.create({
      ...{
        fromAccountId: accountId,
        toAccountId: spareAccountId,
        date: "2026-03-21",
        amount: amount("").money,
      },
      ...{ payee: mark("transactionText"), note: mark("transactionText"), ...why() },
    }),
  ).transfer;
  know("transaction", moved.outTransactionId);
  know("transaction", moved.inTransactionId);
  const transferId = know("transfer", moved.id);

  const csv = (rows: readonly string[]) => ["Date,Payee,Note,Amount", ...rows, ""].join("\n");
  const preview = async (text: string, caller = owner) => {
    const { import: made } = await caller.imports.preview({
      accountId,
      fileName: mark("fileName"),
      text,
    });
    if (made === null) throw new Error("The draft is ambiguous.");
    return know("import", made.id);
  };
  const bankRow = () =>
    `2026-03-22,${mark("transactionText")},${mark("transactionText")},${amount().money.amount}`;
  const committed = await preview(csv([bankRow(), bankRow()]));
  noteOperation(await owner.imports.commit({ id: committed, ...why() }));
  for (const { id } of (await owner.transactions.list({ importId: committed })).items)
    know("transaction", id);
  const row = await owner.transactions.get({ id: transactionId });
  const file = csv([bankRow(), `2026-03-21,${mark("transactionText")},,${row.amount.amount}`]);
  const freshDraft = (caller?: AppCaller) => preview(file, caller);

  return {
    ...{
      user,
      owner,
      markers,
      ids,
      names,
      mark,
      amount,
      file,
      freshDraft,
      importId: await freshDraft(),
    },
    ...{
      accountId,
      spareAccountId,
      closedAccountId,
      linkable,
      transferId,
      categoryId,
      spareCategoryId,
    },
    ...{ archivedCategoryId, transactionId },
  };
}

/** What stands in the accounts just now, as an answer would write it. */
export async function readBalances({ owner }: MarkedLedger): Promise<Marker[]> {
  const { items } = await owner.accounts.list({ asOf: "2200-12-31" });
  return items.map(({ posted }) => ({ kind: "balance", text: posted.amount.replace("-", "") }));
}
