import { describe, expect, it } from "vitest";
import type { Account, Part } from "./import-words";
import { planTargets, proposeAccount, questionOf } from "./targets";
import { answer } from "./test/drafts";

const account = (id: string, name: string, currency = "EUR"): Account => ({
  ...{ id, name, currency, version: 1, type: "checking", closedOn: null, note: null },
  ...{ posted: { amount: "0.00", currency }, pending: { amount: "0.00", currency } },
  asOf: "2026-04-01",
});
const part = (number: number, ref: string, more: Partial<Part> = {}): Part => ({
  ...{ part: number, ref, kind: null, currency: "EUR", rows: 1, from: null, to: null },
  ...{ closing: null, accountId: null, ...more },
});
const everyday = account("e", "Everyday");
const plan = (parts: Part[], accounts: Account[]) =>
  planTargets(answer({ parts }), { accounts, baseCurrency: "EUR" }).map(({ goesTo }) => goesTo);

describe("where an account of a file goes", () => {
  it("is the account that took it last, else the one of its name", () => {
    const accounts = [everyday, account("s", "Savings")];
    expect(plan([part(1, "DE89", { accountId: "s" })], accounts)).toEqual([
      { kind: "account", id: "s" },
    ]);
    expect(plan([part(1, "Everyday")], accounts)).toEqual([{ kind: "account", id: "e" }]);
  });

  it("is asked for where nobody knows it, also if there is one account alone", () => {
    expect(plan([part(1, "DE89")], [everyday])).toEqual([{ kind: "open" }]);
  });

  it("is a new account in an empty ledger, of a file of several, and in another currency", () => {
    expect(plan([part(1, "Cash")], [])).toMatchObject([{ kind: "new", account: { name: "Cash" } }]);
    expect(plan([part(1, "Cash"), part(2, "Everyday")], [everyday])).toMatchObject([
      { kind: "new", account: { name: "Cash" } },
      { kind: "account", id: "e" },
    ]);
    expect(plan([part(1, "Everyday", { currency: "USD" })], [everyday])).toMatchObject([
      { kind: "new", account: { currency: "USD" } },
    ]);
  });

  it("has a name of its own, and stays where the person has sent it", () => {
    const books = { accounts: [], baseCurrency: "EUR", taken: ["Checking"] };
    const [target] = planTargets(answer({}), books);
    expect(target?.goesTo).toMatchObject({ kind: "new", account: { name: "Checking 2" } });
    const before = [{ part: null, isConfirmed: false, preview: null }].map((rest) => ({
      ...{ ...rest, goesTo: { kind: "account", id: "s" } as const },
    }));
    expect(planTargets(answer({}), { ...books, before })[0]?.goesTo).toEqual({
      ...{ kind: "account", id: "s" },
    });
  });

  it("has a name of its own beside the file's other accounts", () => {
    const planned = plan([part(1, "Wallet"), part(2, "Wallet", { currency: "USD" })], []);
    expect(planned).toMatchObject([
      { account: { name: "Wallet" } },
      { account: { name: "Wallet 2", currency: "USD" } },
    ]);
  });

  it("is the only account for a table that names none, and asked for beside others", () => {
    expect(plan([], [everyday])).toEqual([{ kind: "account", id: "e" }]);
    expect(plan([], [everyday, account("s", "Savings")])).toEqual([{ kind: "open" }]);
  });
});

it("a number of an account is shown by its end alone", () => {
  expect(proposeAccount(part(1, "DE89 3704 0044 0532 0130 00"), "EUR", new Set()).name).toBe(
    "Checking ••3000",
  );
  expect(proposeAccount(part(1, "4111-22", { kind: "credit_card" }), "EUR", new Set()).name).toBe(
    "Credit card ••1122",
  );
});

it("a question waits until the account is known, which may have its answer", () => {
  const question = { field: "dateOrder", question: "Which day?", lines: [], options: [] };
  const asked = answer({ ambiguous: [question] });
  const file = {
    ...{ key: "k", file: { name: "march.csv", content: "" }, mapping: {}, answer: asked },
    error: null,
  };
  const targets = planTargets(asked, { accounts: [], baseCurrency: "EUR" });
  expect(questionOf({ ...file, targets })).toBeNull();
  const read = targets.map((target) => ({ ...target, preview: asked }));
  expect(questionOf({ ...file, targets: read })).toEqual(question);
  const ofApp = answer({ ambiguous: [question], mapping: { app: "ynab" } });
  const none = planTargets(ofApp, { accounts: [], baseCurrency: "EUR" });
  expect(questionOf({ ...file, answer: ofApp, targets: none })).toEqual(question);
});
