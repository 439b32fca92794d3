import { expect, it } from "vitest";
import { readAmount } from "./read-amount";

it("an amount in the account's currency becomes its minor units", () => {
  expect(readAmount({ amount: "-12.50", currency: "EUR" }, "EUR", "amount")).toBe(-1_250n);
  expect(readAmount({ amount: "500", currency: "JPY" }, "JPY", "amount")).toBe(500n);
});

it("any other currency is refused, naming the field and both ways out", () => {
  expect(() => readAmount({ amount: "1.00", currency: "USD" }, "EUR", "rows.0.amount")).toThrow(
    expect.objectContaining({
      code: "BAD_REQUEST",
      message: "`rows.0.amount.currency`: the account is in EUR.",
      details: {
        path: "rows.0.amount.currency",
        hint: 'Send "EUR", or use an account in USD.',
      },
    }),
  );
});

it("an amount with too many digits for the currency is refused", () => {
  expect(() => readAmount({ amount: "1.005", currency: "EUR" }, "EUR", "amount")).toThrow();
});
