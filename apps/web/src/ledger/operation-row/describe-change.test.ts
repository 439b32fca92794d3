import { expect, it } from "vitest";
import { describeChange } from "./describe-change";

const names = { accounts: new Map([["a", "Checking"]]), categories: new Map([["g", "Groceries"]]) };
const transaction = {
  ...{
    accountId: "a",
    date: "2026-03-31",
    payee: "Bakery",
    currency: "EUR",
    amountMinor: "-1250",
    kind: "regular",
  },
  ...{ note: null, deletedAt: null, lines: [{ categoryId: null, amountMinor: "-1250" }] },
};
const row = (before: unknown, after: unknown) =>
  describeChange({ entity: "transaction", entityId: "1", before, after }, names);

it("an added row tells what it holds, with names for ids and amounts in their currency", () => {
  expect(row(null, transaction)).toEqual({
    ...{ key: "1 0", kind: "added", entity: "Transaction", title: "Bakery" },
    fields: [
      { label: "Date", before: null, after: "31 Mar 2026" },
      { label: "Payee", before: null, after: "Bakery" },
      { label: "Amount", before: null, after: "−12.50 EUR" },
      { label: "Account", before: null, after: "Checking" },
    ],
  });
});

it("a changed row tells only what differs", () => {
  const after = { ...transaction, version: 2, lines: [{ categoryId: "g", amountMinor: "-1250" }] };
  expect(row(transaction, after)).toMatchObject({
    kind: "changed",
    fields: [{ label: "Category", before: null, after: "Groceries" }],
  });
});

it("a tombstone is a removed row, and the way back an added one", () => {
  const tombstone = { ...transaction, deletedAt: "2026-04-01T00:00:00.000Z" };
  expect(row(transaction, tombstone).kind).toBe("removed");
  expect(row(tombstone, transaction).kind).toBe("added");
});

it("a split tells each part; amounts keep the digits of their currency", () => {
  const lines = [
    { categoryId: "g", amountMinor: "-5" },
    { categoryId: null, amountMinor: "-1245" },
  ];
  const [category] = row(transaction, { ...transaction, lines }).fields;
  expect(category?.after).toBe("Groceries −0.05 EUR, uncategorized −12.45 EUR");
  const yen = { ...transaction, currency: "JPY" };
  expect(row(null, yen).fields).toContainEqual({
    label: "Amount",
    before: null,
    after: "−1,250 JPY",
  });
});

it("what cannot be read is told as little as possible, and never breaks the page", () => {
  expect(
    describeChange({ entity: "budget", entityId: "1", before: undefined, after: 7 }, names),
  ).toEqual({
    ...{ key: "1 0", kind: "added", entity: "budget", title: "", fields: [] },
  });
});
