import { expect, it } from "vitest";
import { isReadable } from "../file-part";
import type { TableCell } from "./mapping";
import { readTable } from "./read-table";

const context = {
  ...{ currency: "EUR", isLiability: false, accountName: "Any", today: "2026-11-30", choice: {} },
  remember: () => Promise.resolve(null),
};
const text = (value: string): TableCell => ({ text: value });
const day = (shown: string, iso: string): TableCell => ({ text: shown, day: iso });
const number = (shown: string, exact: string): TableCell => ({ text: shown, number: exact });

it("typed days and numbers are taken as they are: no order and no mark is asked", async () => {
  const { parts, ambiguous, mapping } = await readTable(
    [
      [text("Statement"), text("")],
      [text("Date"), text("Payee"), text("Amount"), text("Balance")],
      [day("3/4/26", "2026-03-04"), text("Kiosk"), number("1.234", "-1.234"), number("9", "9")],
      [day("4/5/26", "2026-04-05"), text("Kiosk"), number("(1,234)", "-1234"), number("8", "8")],
      [day("5/6/26", "2026-05-06"), text("Wages"), number("1.2", "1.2"), number("7", "7.5")],
    ].map((cells, at) => ({ cells, line: at + 1 })),
    context,
  );
  expect(ambiguous).toEqual([]);
  expect(mapping).toMatchObject({ headerLine: 2, dateColumn: 1, payeeColumn: 2, balanceColumn: 4 });
  expect(parts?.[0]?.rows.filter(isReadable)).toMatchObject([
    { line: 4, date: "2026-04-05", amountMinor: "-123400", payee: "Kiosk", balanceMinor: "800" },
    { line: 5, date: "2026-05-06", amountMinor: "120", payee: "Wages", balanceMinor: "750" },
  ]);
  // A third digit is more than a euro has: an error of that row, never a rounded amount.
  expect(parts?.[0]?.rows[0]).toMatchObject({ line: 3, reason: expect.stringContaining("EUR") });
});
