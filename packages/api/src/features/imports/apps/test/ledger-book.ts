import fc from "fast-check";

// A month of several accounts, for the tests that write it as each program does and read it back.

export const ACCOUNTS = ["Everyday", "Savings", "Blue, Card"] as const;

export interface BookPart {
  minor: bigint;
  category: readonly [string, string];
  note: string;
}

export interface BookEntry {
  kind: "plain" | "split" | "transfer" | "opening";
  date: string;
  /** Of a transfer: the account that the money leaves. */
  account: string;
  /** Of a transfer: the other account. */
  other: string;
  payee: string;
  note: string;
  /** One part, or those of a split. */
  parts: readonly BookPart[];
}

export const sumOf = ({ parts }: BookEntry): bigint =>
  parts.reduce((sum, { minor }) => sum + minor, 0n);

/** Characters that some format has a meaning for. What begins and ends a text can be seen. */
const text = (first: string) =>
  fc
    .string({ unit: fc.constantFrom(..."abXY01 .,;:&<'\"()-éß"), maxLength: 30 })
    .map((inner) => `${first}${inner.replace(/\s+/g, " ")}z`);

const category = fc.constantFrom(
  ["Food", "Bread"] as const,
  ["Home", "Cleaning"] as const,
  ["Fun, Games", "Chess & Go"] as const,
);

const part = fc.record({
  minor: fc.oneof(
    fc.bigInt({ min: -900_000_00n, max: -1n }),
    fc.bigInt({ min: 1n, max: 900_000_00n }),
  ),
  category,
  note: text("N"),
});

const entry = (kinds: readonly BookEntry["kind"][]): fc.Arbitrary<BookEntry> =>
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      day: fc.integer({ min: 1, max: 28 }),
      accounts: fc.shuffledSubarray([...ACCOUNTS], { minLength: 2, maxLength: 2 }),
      payee: text("P"),
      note: text("N"),
      parts: fc.array(part, { minLength: 2, maxLength: 4 }),
    })
    .map(({ kind, day, accounts: [account = "", other = ""], parts, ...texts }) => ({
      ...{ kind, account, other, ...texts },
      date: `2026-02-${String(day).padStart(2, "0")}`,
      parts:
        kind === "split" ? oneWay(parts) : kind === "transfer" ? leaving(parts) : parts.slice(1, 2),
    }));

const size = (minor: bigint) => (minor < 0n ? -minor : minor);

/** Some programs know splits only of money that goes one way. */
const oneWay = (parts: readonly BookPart[]): BookPart[] => {
  const isIn = (parts[0]?.minor ?? 0n) > 0n;
  return parts.map((one) => ({ ...one, minor: isIn ? size(one.minor) : -size(one.minor) }));
};

const leaving = (parts: readonly BookPart[]): BookPart[] =>
  parts.slice(0, 1).map((one) => ({ ...one, minor: -size(one.minor) }));

export const book = (kinds: readonly BookEntry["kind"][]): fc.Arbitrary<BookEntry[]> =>
  fc.array(entry(kinds), { minLength: 1, maxLength: 12 });

/** Minor units as a decimal number with two decimals. */
export function spell(minor: bigint, mark: "." | "," = ".", group = ""): string {
  const digits = size(minor).toString().padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(?:\d{3})+$)/g, group);
  return `${minor < 0n ? "-" : ""}${whole}${mark}${digits.slice(-2)}`;
}

export const quote = (cell: string): string =>
  /[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map(quote).join(",")}\n`).join("");

/** What a book's rows are for each account that has any, in the order of the book. */
export function rowsOf(entries: readonly BookEntry[]): Map<string, object[]> {
  const rows = new Map<string, object[]>();
  const add = (account: string, row: object) =>
    rows.set(account, [...(rows.get(account) ?? []), row]);
  for (const one of entries) {
    const minor = String(sumOf(one));
    const { kind, date, account, other, payee, parts } = one;
    if (kind === "transfer") {
      add(account, { date, minor, transferTo: other });
      add(other, { date, minor: String(-sumOf(one)), transferTo: account });
    } else if (kind === "opening") add(account, { date, minor, kind });
    else if (kind === "split")
      add(account, {
        ...{ date, minor, payee },
        lines: parts.map((part) => [part.category.join(": "), String(part.minor), part.note]),
      });
    else add(account, { date, minor, payee, category: parts[0]?.category.join(": ") });
  }
  return rows;
}
