import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller, RouterInputs } from "../../root";
import { eur, openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime({ now: () => new Date("2026-06-15T12:00:00Z") });
let user: TestUser;
let owner: AppCaller;

beforeAll(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
});

const fields = (
  input: Partial<RouterInputs["accounts"]["create"]> = {},
): RouterInputs["accounts"]["create"] => ({
  name: "Checking",
  type: "checking",
  currency: "EUR",
  ...input,
});

describe("a new account", () => {
  it("has the fields it was given and no balance", async () => {
    const made = await owner.accounts.create(fields({ name: "Empty", note: "" }));
    expect(made).toMatchObject({
      outcome: "applied",
      created: 1,
      updated: 0,
      deleted: 0,
      skipped: [],
    });
    expect(made.account).toEqual({
      id: expect.any(String),
      version: 1,
      name: "Empty",
      type: "checking",
      currency: "EUR",
      closedOn: null,
      note: null,
      posted: eur("0.00"),
      pending: eur("0.00"),
      asOf: "2026-06-15",
    });
  });

  it(
    "gets its opening balance as a reviewed row of kind opening, dated " + "today unless told",
    async () => {
      const today = await owner.accounts.create(
        fields({ name: "Today", openingBalance: eur("10.00") }),
      );
      const dated = await owner.accounts.create(
        fields({ name: "Dated", openingBalance: eur("-10.00"), openingDate: "2026-01-01" }),
      );
      expect([today.account.posted, dated.account.posted]).toEqual([eur("10.00"), eur("-10.00")]);
      expect(today.balancesAfter).toEqual([
        { accountId: today.account.id, name: "Today", posted: eur("10.00"), pending: eur("0.00") },
      ]);
      const { items } = await owner.transactions.list({
        accountId: [today.account.id, dated.account.id],
      });
      const opening = {
        kind: "opening",
        review: "reviewed",
        status: "posted",
        payee: "Opening balance",
      };
      expect(items).toMatchObject([
        { ...opening, date: "2026-06-15", amount: eur("10.00") },
        { ...opening, date: "2026-01-01", amount: eur("-10.00") },
      ]);
    },
  );

  it("keeps money in its own currency, whatever its digits", async () => {
    const openingBalance = { amount: "-1.250", currency: "KWD" };
    const { account } = await owner.accounts.create(
      fields({ name: "Dinar", currency: "KWD", openingBalance }),
    );
    expect(account.posted).toEqual(openingBalance);
  });

  it.each([
    [
      "an opening balance in another currency",
      { openingBalance: { amount: "10", currency: "JPY" } },
      "openingBalance.currency",
      "EUR",
    ],
    [
      "an opening date without a balance",
      { openingDate: "2026-01-01" },
      "openingDate",
      "openingBalance",
    ],
    ["an unknown type", { type: "chequing" }, "type", "checking"],
    ["an unknown currency", { currency: "EURO" }, "currency", "EUR"],
    ["an invisible name", { name: "\u3164" }, "name", "visible"],
    ["a name of 81 characters", { name: "x".repeat(81) }, "name", "80"],
    [
      "an amount with a digit missing",
      { openingBalance: eur("10.5") },
      "openingBalance.amount",
      "10.50",
    ],
    [
      "a day that does not exist",
      { openingBalance: eur("1.00"), openingDate: "2026-02-30" },
      "openingDate",
      "2026-03-31",
    ],
    ["another ledger", { ledgerId: "x" }, "ledgerId", "Unknown field"],
    ["a misspelled field", { openingBalanse: eur("1.00") }, "openingBalanse", "openingBalance"],
  ])(
    "is refused with %s; the answer names the field and the remedy, and nothing is left behind",
    async (_, wrong, path, remedy) => {
      const before = await owner.accounts.list();
      // Deliberately not of the declared type.
      const refusal = await refusalOf(
        owner.accounts.create(Object.assign(fields({ name: "Refused" }), wrong)),
      );
      expect(refusal).toMatchObject({ status: 400, path });
      expect(`${refusal.detail} ${refusal.hint}`).toContain(remedy);
      expect(await owner.accounts.list()).toEqual(before);
    },
  );

  it(
    "cannot take a name that is taken: 409 names the field and the " + "account that has it",
    async () => {
      const id = await openAccount(owner, { name: "Taken" });
      const refusal = await refusalOf(owner.accounts.create(fields({ name: " Taken " })));
      expect(refusal).toMatchObject({
        status: 409,
        path: "name",
        detail: '`name`: there is an account named "Taken" already.',
      });
      expect(refusal.hint).toContain(id);
    },
  );

  it(
    "may have a name that somebody else's account has, or that of the same person's test " +
      "ledger",
    async () => {
      await openAccount(owner, { name: "Mine alone" });
      const stranger = await asSession(t.runtime, await createUser(t.runtime));
      await expect(openAccount(stranger, { name: "Mine alone" })).resolves.toEqual(
        expect.any(String),
      );
    },
  );

  it("of two that ask for one name at the same moment, one gets it", async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, () => owner.accounts.create(fields({ name: "Wanted" }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      "fulfilled",
      ...Array(4).fill("rejected"),
    ]);
    expect(
      (await owner.accounts.list()).items.filter(({ name }) => name === "Wanted"),
    ).toHaveLength(1);
  });
});
