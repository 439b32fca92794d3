import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { commitFile, contentOf, previewFile } from "../../test/import-files";

const t = useRuntime();
let caller: AppCaller;
beforeAll(async () => {
  caller = await asSession(t.runtime, await createUser(t.runtime));
});

const [EVERYDAY, SAVINGS] = [`Everyday ${newId()}`, `Savings ${newId()}`];
const REGISTER = [
  "Account,Flag,Date,Payee,Category Group/Category,Category Group,Category,Memo,Outflow,Inflow," +
    "Cleared",
  `${EVERYDAY},,02/26/2026,Transfer : ${SAVINGS},,,,rain,€200.00,€0.00,Cleared`,
  `${SAVINGS},,02/26/2026,Transfer : ${EVERYDAY},,,,rain,€0.00,€200.00,Cleared`,
  `${EVERYDAY},,02/25/2026,Club,Food: Bread,Food,Bread,Split (1/2) week,€6.10,€0.00,Uncleared`,
  `${EVERYDAY},,02/25/2026,Club,Home: Soap,Home,Soap,Split (2/2) ,€1.90,€0.00,Uncleared`,
  `${EVERYDAY},,02/01/2026,Starting Balance,,,,,€0.00,€310.00,Reconciled`,
  "",
].join("\n");

describe("an export of another program", () => {
  it("is imported account by account, once, and says which account is which", async () => {
    const open = (name: string) => openAccount(caller, { name, type: "checking" });
    const [everyday, savings] = [await open(EVERYDAY), await open(SAVINGS)];
    const { preview, rows } = await commitFile(caller, everyday, REGISTER);
    expect(preview).toMatchObject({
      ...{ format: "csv", ambiguous: [], mapping: { app: "ynab" } },
      parts: [
        { part: 1, ref: EVERYDAY, rows: 3 },
        { part: 2, ref: SAVINGS, rows: 1 },
      ],
    });
    expect(rows.imported).toBe(3);
    const { items } = await caller.transactions.list({ accountId: [everyday] });
    expect(items).toMatchObject([
      { date: "2026-02-26", amount: { amount: "-200.00" } },
      {
        ...{ date: "2026-02-25", amount: { amount: "-8.00" }, status: "pending", payee: "Club" },
        lines: [
          { amount: { amount: "-6.10" }, note: "week\nCategory: Food:Bread" },
          { amount: { amount: "-1.90" }, note: "Category: Home:Soap" },
        ],
      },
      { date: "2026-02-01", amount: { amount: "310.00" }, kind: "opening" },
    ]);
    expect((await commitFile(caller, savings, REGISTER)).rows.imported).toBe(1);
    for (const account of [everyday, savings])
      expect((await previewFile(caller, account, REGISTER)).import?.rows).toMatchObject({
        ...{ new: 0, possible_match: 0 },
      });
  });

  it("asks which of its accounts is meant where no name agrees, and takes `part`", async () => {
    const accountId = await openAccount(caller, { name: newId() });
    const asked = await previewFile(caller, accountId, REGISTER.replaceAll(EVERYDAY, "Elsewhere"));
    expect(asked).toMatchObject({ import: null, ambiguous: [{ field: "part" }] });
    const text = REGISTER.replaceAll(EVERYDAY, "Elsewhere");
    const preview = await caller.imports.preview({ accountId, ...contentOf(text), part: 1 });
    expect(preview.import?.rows.new).toBe(3);
  });
});
