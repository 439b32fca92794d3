import { expect, it } from "vitest";
import { refusal } from "./refusal";

it("names the field, what is wrong with it and the remedy; without a field, a sentence", () => {
  expect(refusal("CONFLICT", "accountId", "the account is closed.", "Reopen it.")).toMatchObject({
    code: "CONFLICT",
    message: "`accountId`: the account is closed.",
    path: "accountId",
    hint: "Reopen it.",
  });
  const whole = refusal("FORBIDDEN", null, "Sign-up is closed.", null);
  expect(whole).toMatchObject({ message: "Sign-up is closed.", path: undefined, hint: undefined });
  expect(refusal("BAD_REQUEST", "", "The body is not JSON.", null)).toMatchObject({
    message: "The body is not JSON.",
    path: "",
  });
});

it("A9: says the same of the same field to readers, in words of their own", () => {
  const error = refusal("CONFLICT", "date", "the account was closed by then.", "Choose a day.", {
    forReaders: { scope: "accounts:read", what: "the account is closed since 2026-03-31." },
  });
  expect(error.toldTo(() => true).message).toBe("`date`: the account is closed since 2026-03-31.");
  expect(error.toldTo(() => false).message).toBe("`date`: the account was closed by then.");
});
