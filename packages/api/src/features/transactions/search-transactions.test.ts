import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller, RouterInputs } from "../../root";
import { addPurchase, eur, openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";

type Filters = RouterInputs["transactions"]["list"];

const t = useRuntime();
let owner: AppCaller;
let accountId: string;
beforeAll(async () => {
  owner = await asSession(t.runtime, await createUser(t.runtime));
  accountId = await openAccount(owner);
});

const payees = async (filters: Filters) =>
  (await owner.transactions.list(filters)).items.map(({ payee }) => payee);

describe("searching text", () => {
  const PAYEES = [
    "100% Vegan",
    "1000 Vegans",
    "under_score",
    "underXscore",
    "back\\slash",
    "backslash",
    "ÄRZTE",
    "Cafe\u0301",
    "a'b\"c",
  ];

  beforeAll(async () => {
    const transactions = PAYEES.map((payee) => ({
      accountId: accountId,
      date: "2025-01-01",
      amount: eur("-1.00"),
      payee,
    }));
    await owner.transactions.create({ transactions });
    await addPurchase(owner, accountId, {
      date: "2025-01-01",
      payee: "noted",
      note: "Reference 4711",
    });
  });

  it.each([
    ["100%", ["100% Vegan"]],
    ["%", ["100% Vegan"]],
    ["under_", ["under_score"]],
    ["_", ["under_score"]],
    ["\\", ["back\\slash"]],
    ["\\\\", []],
    ["\\%", []],
    ["ärzte", ["ÄRZTE"]],
    ["CAFÉ", ["Café"]],
    ["vegan", ["100% Vegan", "1000 Vegans"]],
    ["'b\"", ["a'b\"c"]],
    ["reference 47", ["noted"]],
    [" vegans ", ["1000 Vegans"]],
    ["';drop table users;--", []],
  ])("%j is found in any case, and every sign means itself", async (q, expected) => {
    expect((await payees({ q, to: "2025-12-31" })).sort()).toEqual([...expected].sort());
  });
});
