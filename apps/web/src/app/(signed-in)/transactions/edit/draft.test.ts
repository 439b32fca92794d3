import { expect, it } from "vitest";
import type { Transaction } from "../types";
import { newDraft, openAmount, toDraft, toNewTransaction, toPatch, validateDraft } from "./draft";

const eur = (amount: string) => ({ amount, currency: "EUR" });
const line = (categoryId: string | null, amount: string) => ({
  categoryId,
  amount: eur(amount),
  note: null,
});

const bakery = {
  ...{
    id: "t",
    version: 3,
    accountId: "a",
    date: "2026-03-31",
    payee: "Bakery",
    note: null,
    kind: "regular",
  },
  ...{
    status: "posted",
    review: "unreviewed",
    amount: eur("-12.50"),
    lines: [line(null, "-12.50")],
  },
} as Transaction;
const split = { ...bakery, lines: [line("g", "-15.00"), line("r", "2.50")] };

it("a transaction that was opened and not touched has nothing to change", () => {
  expect(toPatch(bakery, toDraft(bakery))).toBeNull();
  expect(toPatch(split, toDraft(split))).toBeNull();
});

it("only what was touched is sent, with the sign that the direction says", () => {
  expect(toPatch(bakery, { ...toDraft(bakery), amount: "13", note: "bread" })).toEqual({
    amount: eur("-13.00"),
    note: "bread",
  });
  expect(toPatch(bakery, { ...toDraft(bakery), direction: "in" })).toEqual({
    amount: eur("12.50"),
  });
  const categorized = {
    ...toDraft(bakery),
    lines: [{ categoryId: "g", amount: "12.50", note: "" }],
  };
  expect(toPatch(bakery, categorized)).toEqual({ categoryId: "g" });
});

it("parts keep their direction, and all are sent when one of them or the amount changed", () => {
  const draft = toDraft(split);
  expect(draft.lines.map(({ amount }) => amount)).toEqual(["15.00", "-2.50"]);
  const [first, second] = draft.lines;
  if (first === undefined || second === undefined) throw new Error("two parts");
  expect(
    toPatch(split, { ...draft, amount: "12.00", lines: [{ ...first, amount: "14.5" }, second] }),
  ).toEqual({
    amount: eur("-12.00"),
    lines: [
      { categoryId: "g", amount: eur("-14.50") },
      { categoryId: "r", amount: eur("2.50") },
    ],
  });
});

it("a new transaction has one category or parts", () => {
  const draft = { ...newDraft("a", "2026-03-31"), payee: "Bakery", amount: "12.5" };
  expect(toNewTransaction(draft, "EUR")).toEqual({
    ...{
      accountId: "a",
      date: "2026-03-31",
      payee: "Bakery",
      status: "posted",
      amount: eur("-12.50"),
    },
    categoryId: null,
  });
});

it("each complaint stands at its field, and parts must add up to the last digit", () => {
  const draft = newDraft("", "");
  expect(Object.keys(validateDraft(draft, "EUR"))).toEqual([
    "accountId",
    "date",
    "payee",
    "amount",
  ]);
  expect(validateDraft({ ...toDraft(bakery), amount: "-5" }, "EUR").amount).toMatch(/sign/);
  expect(validateDraft(toDraft(split), "EUR")).toEqual({});
  const uneven = { ...toDraft(split), amount: "12.51" };
  expect(openAmount(uneven, "EUR")).toBe(1n);
  expect(validateDraft(uneven, "EUR").lines).toMatch(/add up/);
  expect(
    openAmount({ ...uneven, lines: [{ categoryId: null, amount: "x", note: "" }] }, "EUR"),
  ).toBeNull();
});
