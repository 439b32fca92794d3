import { describe, expect, it } from "vitest";
import { readExport } from "./test/read-export";

const MINT =
  "Date,Description,Original Description,Amount,Transaction Type,Category,Account Name,Labels," +
  "Notes\n";

describe("an export of another program", () => {
  const text = `${MINT}2/13/2026,Shop,POS SHOP,12.50,debit,Food,Card,,\n`;

  it("is an ordinary table at your word, and where you name columns of your own", async () => {
    expect((await readExport(text)).app).toBe("mint");
    expect((await readExport(text, { choice: { app: null } })).app).toBeNull();
    const own = await readExport(text, { choice: { payeeColumn: 3 } });
    expect(own.app).toBeNull();
    expect(own.parts[0]?.rows).toMatchObject([{ payee: "POS SHOP", minor: "-1250" }]);
  });

  it("is read the same when its mapping is sent back", async () => {
    const { reading, parts } = await readExport(text);
    const again = await readExport(text, { choice: reading.mapping });
    expect(again.parts).toEqual(parts);
    expect(again.app).toBe("mint");
  });

  it("is refused as one of a program whose headings it has not", async () => {
    await expect(readExport(text, { choice: { app: "ynab" } })).rejects.toMatchObject({
      details: { path: "mapping.app" },
    });
  });

  it.each([
    "Month,Category Group/Category,Category Group,Category,Assigned,Activity,Available",
    "Month,Category Group/Category,Category Group,Category,Budgeted,Activity,Available",
    "Month,Category,Master Category,Sub Category,Budgeted,Outflows,Category Balance",
  ])("that is a plan of YNAB is refused by name: %s", async (header) => {
    const plan = `${header}\nJan 2026,Food: Bread,Food,Bread,$100.00,-$80.00,$20.00\n`;
    await expect(readExport(plan)).rejects.toMatchObject({
      message: expect.stringContaining("a plan of YNAB"),
      hint: expect.stringContaining("register"),
    });
  });

  it("counts the amounts of another currency in a part of that currency", async () => {
    const { parts } = await readExport(
      "date,account_name,amount,name,category,tags,notes,currency\n" +
        "2026-02-13,Card,12.50,Shop,Food,,,USD\n2026-02-14,Card,7.00,Café,Food,,,EUR\n",
    );
    expect(parts).toMatchObject([
      { ref: "Card", currency: "USD", rows: [{ minor: "-1250" }] },
      { ref: "Card", currency: "EUR", rows: [{ minor: "-700" }] },
    ]);
  });
});
