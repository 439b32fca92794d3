import fc from "fast-check";

// A month of one account, for the tests that write it in every format and read it back.

export interface MonthRow {
  date: string;
  minor: bigint;
  payee: string;
  note: string;
  id: string;
}

export interface Month {
  account: string;
  /** Minor units, before the first row. */
  opening: bigint;
  rows: MonthRow[];
}

/** Characters that some format has a meaning for. What begins and ends a text can be seen. */
const text = fc
  .string({
    unit: fc.constantFrom(..."abcXYZ019 .,;&<>'\"()-éüßŁ"),
    minLength: 1,
    maxLength: 60,
  })
  .map((inner) => `A${inner.replace(/\s+/g, " ")}z`);

const row = fc.record({
  date: fc.integer({ min: 1, max: 31 }).map((day) => `2026-03-${String(day).padStart(2, "0")}`),
  minor: fc.bigInt({ min: -1_000_000_000n, max: 1_000_000_000n }),
  payee: text,
  note: fc.oneof(
    fc.constant(""),
    text.map((note) => `N${note}`),
  ),
});

export const month: fc.Arbitrary<Month> = fc
  .record({
    account: fc.constantFrom("DE89370400440532013000", "NL91ABNA0417164300", "0123456789"),
    opening: fc.bigInt({ min: -10_000_000n, max: 10_000_000n }),
    rows: fc.array(row, { minLength: 1, maxLength: 8 }),
  })
  .map(({ rows, ...rest }) => ({
    ...rest,
    rows: rows
      .sort((one, other) => one.date.localeCompare(other.date))
      .map((one, at) => ({ ...one, id: `B${at + 1}X` })),
  }));

export const closingOf = ({ opening, rows }: Month): bigint =>
  rows.reduce((sum, { minor }) => sum + minor, opening);

export const CURRENCY = "EUR";

/** Minor units as a decimal number with two decimals. */
export function spell(minor: bigint, mark: "." | "," = "."): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, "0");
  return `${minor < 0n ? "-" : ""}${digits.slice(0, -2)}${mark}${digits.slice(-2)}`;
}
