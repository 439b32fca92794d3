import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller, RouterInputs } from "../../root";
import { addPurchase, categoryIds, eur, openAccount } from "../../test/books";
import { asSession, withKey } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

type Filters = RouterInputs["transactions"]["list"];

const t = useRuntime();
let owner: AppCaller;
let key: TestKey;
const ids: Record<string, string> = {};
let operationOfRent: string;

beforeAll(async () => {
  const user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
  key = await createKey(t.runtime, user, { label: "Importer" });
  const agent = await withKey(t.runtime, key);
  const category = await categoryIds(owner);
  Object.assign(ids, {
    groceries: category("Groceries"),
    health: category("Health"),
    housing: category("Housing"),
  });
  const checking = await openAccount(owner, {
    openingBalance: eur("10.00"),
    openingDate: "2026-01-01",
  });
  const card = await openAccount(owner, { name: "Card", currency: "USD" });
  Object.assign(ids, { checking, card });
  await addPurchase(owner, checking, {
    payee: "split",
    date: "2026-01-31",
    lines: [{ categoryId: ids["groceries"], amount: eur("-12.00") }, { amount: eur("-0.50") }],
  });
  await addPurchase(owner, checking, {
    payee: "food",
    date: "2026-02-01",
    lines: [{ categoryId: ids["groceries"], amount: eur("-12.50") }],
  });
  await addPurchase(owner, checking, {
    payee: "salary",
    date: "2026-02-28",
    amount: eur("2000.00"),
  });
  await addPurchase(owner, checking, {
    payee: "nothing",
    date: "2026-03-01",
    amount: eur("0.00"),
    status: "pending",
  });
  await addPurchase(agent, card, {
    payee: "dollars",
    date: "2026-03-02",
    amount: { amount: "-1.00", currency: "USD" },
  });
  const rent = await agent.transactions.create({
    reason: "monthly",
    transactions: [
      {
        accountId: checking,
        date: "2026-03-03",
        amount: eur("-800.00"),
        payee: "rent",
        lines: [{ categoryId: ids["housing"], amount: eur("-800.00") }],
      },
    ],
  });
  operationOfRent = rent.operationId ?? "";
  const [reviewed] = (await owner.transactions.list({ q: "food" })).items;
  await owner.transactions.update({
    transactions: [{ id: reviewed?.id ?? "", version: 1, patch: { review: "reviewed" } }],
  });
});

const payees = async (filters: Filters) =>
  (await owner.transactions.list(filters)).items.map(({ payee }) => payee);
const ALL = ["rent", "dollars", "nothing", "salary", "food", "split", "Opening balance"];

describe("filters", () => {
  it.each<[string, () => Filters, string[]]>([
    ["nothing lists all, newest first", () => ({}), ALL],
    ["one account", () => ({ accountId: [ids["card"] ?? ""] }), ["dollars"]],
    ["several accounts", () => ({ accountId: [ids["card"] ?? "", ids["checking"] ?? ""] }), ALL],
    [
      "an account in capitals",
      () => ({ accountId: [ids["card"]?.toUpperCase() ?? ""] }),
      ["dollars"],
    ],
    [
      "a category, also in one line of a split",
      () => ({ categoryId: [ids["groceries"] ?? ""] }),
      ["food", "split"],
    ],
    [
      "several categories",
      () => ({ categoryId: [ids["groceries"] ?? "", ids["housing"] ?? ""] }),
      ["rent", "food", "split"],
    ],
    ["a category that nothing has", () => ({ categoryId: [ids["health"] ?? ""] }), []],
    [
      "something without category",
      () => ({ uncategorized: true }),
      ["dollars", "nothing", "salary", "split"],
    ],
    ["everything with category", () => ({ uncategorized: false }), ["rent", "food"]],
    [
      "from a day on, that day included",
      () => ({ from: "2026-03-01" }),
      ["rent", "dollars", "nothing"],
    ],
    [
      "up to a day, that day included",
      () => ({ to: "2026-02-01" }),
      ["food", "split", "Opening balance"],
    ],
    ["a month", () => ({ from: "2026-02-01", to: "2026-02-28" }), ["salary", "food"]],
    ["money in", () => ({ direction: "in" }), ["salary", "Opening balance"]],
    ["money out", () => ({ direction: "out" }), ["rent", "dollars", "food", "split"]],
    ["what counts as income", () => ({ flow: "income" }), ["nothing", "salary"]],
    ["what counts as expense", () => ({ flow: "expense" }), ["rent", "dollars", "food", "split"]],
    [
      "expenses without category",
      () => ({ flow: "expense", uncategorized: true }),
      ["dollars", "split"],
    ],
    [
      "a smallest size, whichever way",
      () => ({ min: "12.50" }),
      ["rent", "salary", "food", "split"],
    ],
    ["a smallest size, rounded up", () => ({ min: "12.5001" }), ["rent", "salary"]],
    ["a largest size, rounded down", () => ({ max: "1.0099" }), ["dollars", "nothing"]],
    [
      "sizes between, one way",
      () => ({ min: "1", max: "800", direction: "out" }),
      ["rent", "dollars", "food", "split"],
    ],
    ["a currency", () => ({ currency: "USD" }), ["dollars"]],
    ["an import that brought nothing", () => ({ importId: newId() }), []],
    ["pending", () => ({ status: "pending" }), ["nothing"]],
    ["posted", () => ({ status: "posted", from: "2026-03-01" }), ["rent", "dollars"]],
    ["reviewed", () => ({ review: "reviewed" }), ["food", "Opening balance"]],
    ["unreviewed", () => ({ review: "unreviewed", to: "2026-01-31" }), ["split"]],
    ["a kind", () => ({ kind: "opening" }), ["Opening balance"]],
    ["an operation", () => ({ operationId: operationOfRent }), ["rent"]],
    ["a key", () => ({ keyId: key.id }), ["rent", "dollars"]],
    [
      "several at once narrow together",
      () => ({ direction: "out", keyId: key.id, accountId: [ids["card"] ?? ""] }),
      ["dollars"],
    ],
    ["an unknown account", () => ({ accountId: [newId()] }), []],
    ["a period that ends before it begins", () => ({ from: "2026-03-01", to: "2026-02-01" }), []],
  ])("%s", async (_, filters, expected) => {
    expect(await payees(filters())).toEqual(expected);
  });

  it.each<[string, object, string]>([
    ["accountId", { accountId: [] }, "At least 1 item"],
    ["accountId", { accountId: Array.from({ length: 51 }, () => newId()) }, "At most 50 items"],
    ["accountId", { accountId: newId() }, "Expected an array"],
    ["accountId.0", { accountId: ["checking"] }, "Expected an id"],
    ["direction", { direction: "outgoing" }, "in, out"],
    ["from", { from: "2026-3-1" }, "2026-03-31"],
    ["min", { min: 12.5 }, 'in quotes, such as "12.50"'],
    ["min", { min: "-12.50" }, "`direction` tells in from out"],
    ["max", { max: "1,000.00" }, "no sign, currency or separators"],
    ["max", { max: "1e3" }, 'such as "12.50"'],
    ["max", { max: "1".repeat(15) }, 'such as "12.50"'],
    ["currency", { currency: "eur" }, 'Did you mean "EUR"?'],
    ["flow", { flow: "out" }, "income, expense"],
    ["include", { include: "total" }, "totals"],
    ["q", { q: "" }, "visible"],
    ["q", { q: "x".repeat(101) }, "100"],
    ["limit", { limit: 0 }, "At least 1."],
    ["limit", { limit: 201 }, "At most 200."],
    ["limit", { limit: 1.5 }, "whole number"],
    ["limit", { limit: "5" }, "Expected a number"],
    ["cursor", { cursor: "x" }, "nextCursor"],
    ["cursor", { cursor: "x".repeat(601) }, "600"],
    ["userId", { userId: newId() }, "Unknown field"],
    ["accountIds", { accountIds: [] }, 'Did you mean "accountId"?'],
  ])("%s is refused when it makes no sense: %o", async (path, filters, remedy) => {
    const refusal = await refusalOf(owner.transactions.list(filters));
    expect(refusal).toMatchObject({ status: 400, path });
    expect(`${refusal.detail} ${refusal.hint}`).toContain(remedy);
  });
});

describe("provenance", () => {
  it(
    "tells for each row which person or key created it, through which endpoint, in which " +
      "operation",
    async () => {
      const { items } = await owner.transactions.list({ from: "2026-01-31" });
      const [rent] = items;
      expect(rent?.createdBy).toEqual({
        operationId: operationOfRent,
        actor: "key",
        channel: "trpc",
        keyId: key.id,
        keyLabel: "Importer",
      });
      const salary = items.find(({ payee }) => payee === "salary");
      expect(salary?.createdBy).toMatchObject({
        actor: "user",
        channel: "web",
        keyId: null,
        keyLabel: null,
      });
    },
  );

  it(
    "stays when somebody else changes the row, and names the key as it " + "is called today",
    async () => {
      const [rent] = (await owner.transactions.list({ q: "rent" })).items;
      await owner.transactions.update({
        transactions: [{ id: rent?.id ?? "", version: 1, patch: { note: "paid" } }],
      });
      await t.runtime.db.integrationKey.update({
        where: { id: key.id },
        data: { label: "Renamed" },
        select: { id: true },
      });
      const [after] = (await owner.transactions.list({ q: "rent" })).items;
      expect(after).toMatchObject({
        version: 2,
        note: "paid",
        createdBy: { keyId: key.id, keyLabel: "Renamed" },
      });
    },
  );
});
