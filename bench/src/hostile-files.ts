/**
 * The most bytes of a file and the most characters of a row that `imports.preview` takes.
 */
const MAX_FILE = 8 * 1_048_576;
const MAX_ROW = 262_000;

const fill = (unit: string, bytes: number) =>
  unit.repeat(Math.max(1, Math.floor(bytes / Buffer.byteLength(unit))));
const HEADER = "Date,Payee,Amount\n";
const row = (payee: string) => `2026-03-01,${payee},-1.00\n`;
const longRows = (unit: string) => {
  const text = row(`a${fill(unit, MAX_ROW)}b`);
  return HEADER + text.repeat(Math.floor((MAX_FILE - 100) / Buffer.byteLength(text)));
};
const item = (payee: string) => ({
  ...{
    id: "01970000-0000-7000-8000-000000000001",
    date: "2026-03-31",
    amount: { amount: "1.00", currency: "EUR" },
  },
  ...{
    payee,
    note: null,
    account: "Checking",
    status: "posted",
    kind: "regular",
    review: "reviewed",
  },
  ...{ externalId: null, rawText: payee, transfer: null },
  lines: [{ category: null, amount: { amount: "1.00", currency: "EUR" }, note: null }],
});
const items = (many: number, payee: string) =>
  JSON.stringify(Array.from({ length: many }, () => item(payee)));

/**
 * Files as large as they may be, of kinds that make readers slow. Names are what a table prints.
 */
export const HOSTILE_FILES: Readonly<Record<string, () => string>> = {
  "20,000 honest rows": () =>
    HEADER + Array.from({ length: 20_000 }, (_, at) => row(`Shop ${at}`)).join(""),
  "longest rows of marks": () => longRows("\u0301\u0327"),
  "longest rows of halfwidth marks": () => longRows("\uff9e\u0327"),
  "longest rows of spaces": () => longRows("\u2028 "),
  "longest rows of turning marks": () => longRows("\u202e"),
  "longest rows of byte order marks": () => longRows("\ufeff"),
  "longest rows of one long word": () => longRows("ﷺ"),
  "longest rows of emoji": () => longRows("\u{1f3f4}\u200d"),
  "longest rows of digits": () => longRows("9"),
  "20,000 rows of 380 bytes of marks": () =>
    HEADER + row(`a${fill("\u0301\u0327", 380)}`).repeat(20_000),
  "one huge cell": () => `${HEADER}2026-03-01,"${fill("a", MAX_FILE - 60)}",-1.00\n`,
  "nothing but quotes": () => fill('"', MAX_FILE),
  "nothing but commas": () => fill(",", MAX_FILE),
  "nothing but line feeds": () => fill("\n", MAX_FILE),
  "nothing but carriage returns": () => fill("\r", MAX_FILE),
  "rows of 200 cells": () => fill(`${fill("1,", 398)}1\n`, MAX_FILE),
  "rows of empty cells": () => fill(",,,,,\n", MAX_FILE),
  "2,000,000 rows of one cell": () => fill("a,\n", MAX_FILE),
  "deep JSON": () => fill("[", MAX_FILE),
  "JSON of line feeds": () => `[${fill("\n", MAX_FILE - 2)}]`,
  "JSON, 20,000 items": () => items(20_000, "a"),
  "JSON, longest items of marks": () => items(60, fill("\u0301\u0327", 120_000)),
};
