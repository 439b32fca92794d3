import { describe, expect, it } from "vitest";
import { readText } from "./test/read-text";

// Banks state balances in lines around the rows. They are compared, never imported (I2).

const HEAD = "Date;Text;Amount";
const ROWS = ["2026-03-02;Kiosk;-2,00", "2026-03-05;Lohn;50,00"];
const file = (...lines: string[]) => `${lines.join("\n")}\n`;

async function stated(...lines: string[]) {
  const { asked, booked, parts } = await readText(file(...lines));
  expect([asked, booked]).toEqual([[], ["2026-03-02 -200", "2026-03-05 5000"]]);
  const { opening, closing } = parts?.[0] ?? {};
  return [opening, closing].map((one) => one && [one.amountMinor, one.on]);
}

describe("balances around the rows", () => {
  it.each<[string, string[], (string | null)[][]]>([
    [
      "among the rows",
      [HEAD, "2026-03-01;Saldo iniziale;10,00", ...ROWS, "2026-03-31;Saldo finale;58,00"],
      [
        ["1000", "2026-03-01"],
        ["5800", "2026-03-31"],
      ],
    ],
    [
      "above and below them",
      ["Neuer Kontostand;58,00 EUR", HEAD, ...ROWS, "Alter Kontostand;10,00 EUR"],
      [
        ["1000", null],
        ["5800", null],
      ],
    ],
    [
      "within one text, with a day that can be read in one way only",
      ["Solde au 01/03/2026 10,00 €", "Solde au 31/03/2026 58,00 €", HEAD, ...ROWS],
      [
        ["1000", null],
        ["5800", "2026-03-31"],
      ],
    ],
    [
      "by their names, even if rows are missing between them",
      ["Opening balance;10,00", "Closing balance;99,00", HEAD, ...ROWS],
      [
        ["1000", null],
        ["9900", null],
      ],
    ],
  ])("%s are the file's opening and closing", async (_, lines, [opening, closing]) => {
    expect(await stated(...lines)).toEqual([opening, closing]);
  });

  it("one alone counts if it holds on a day that is not before the last row's", async () => {
    const line = (day: string) => `Kontostand vom ${day}:;58,00 EUR`;
    expect(await stated(line("31.03.2026"), HEAD, ...ROWS)).toEqual([null, ["5800", "2026-03-31"]]);
    expect(await stated(line("04.03.2026"), HEAD, ...ROWS)).toEqual([null, null]);
    expect(await stated("Kontostand;58,00 EUR", HEAD, ...ROWS)).toEqual([null, null]);
  });

  it("what is available is no balance, and two amounts in a line are none", async () => {
    expect(await stated("Available balance 31/03/2026;58,00", HEAD, ...ROWS)).toEqual([null, null]);
    expect(await stated("Balance 31/03/2026;58,00;;60,00", HEAD, ...ROWS)).toEqual([null, null]);
  });
});
