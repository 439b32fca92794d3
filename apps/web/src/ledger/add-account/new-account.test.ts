import { describe, expect, it } from "vitest";
import { toAccountInput, validateAccount } from "./new-account";

const CHECKING = { name: "Checking", type: "checking", currency: "EUR", openingBalance: "" };

describe("the form for a new account", () => {
  it("asks for no opening balance when none was typed", () => {
    expect(validateAccount(CHECKING)).toEqual({});
    expect(toAccountInput(CHECKING)).not.toHaveProperty("openingBalance");
  });

  it("sends the amount with its currency's digits", () => {
    const values = { ...CHECKING, openingBalance: "-250,5" };
    expect(validateAccount(values)).toEqual({});
    expect(toAccountInput(values).openingBalance).toEqual({ amount: "-250.50", currency: "EUR" });
  });

  it("names the field and the remedy", () => {
    expect(validateAccount({ ...CHECKING, name: " " }).name).toBe("Enter a name.");
    expect(validateAccount({ ...CHECKING, name: "x".repeat(81) }).name).toBe(
      "At most 80 characters.",
    );
    expect(validateAccount({ ...CHECKING, openingBalance: "1,250" }).openingBalance).toContain(
      "1250.50",
    );
    expect(
      validateAccount({ ...CHECKING, openingBalance: "999999999999.00" }).openingBalance,
    ).toContain("at most 100000000000.00");
  });
});
