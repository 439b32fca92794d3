import fc from "fast-check";

// A month of an account, and the ways in which banks write one down as a table.

export interface MonthRow {
  /** A civil date. */
  date: string;
  /** Minor units; negative leaves. Never zero. */
  minor: number;
  payee: string;
}

export interface Month {
  rows: readonly MonthRow[];
  /** Before the first row, in minor units. */
  opening: number;
}

const DAY_MS = 86_400_000;
export const addDays = (date: string, days: number) =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

const PAYEES = ["Corner Bakery", "Zentral Apotheke", "Kiosk", "Rent April", "Employer Ltd"];

/** Rows oldest first. */
export const month = (least: number): fc.Arbitrary<Month> =>
  fc
    .record({
      start: fc.date({
        min: new Date("2015-01-01"),
        max: new Date("2025-12-01"),
        noInvalidDate: true,
      }),
      opening: fc.integer({ min: 0, max: 500_000 }),
      rows: fc.array(
        fc.record({
          wait: fc.integer({ min: 0, max: 4 }),
          minor: fc.oneof(
            fc.integer({ min: -20_000, max: -1 }),
            fc.integer({ min: 1, max: 300_000 }),
          ),
          payee: fc.tuple(fc.constantFrom(...PAYEES), fc.nat(99)).map((parts) => parts.join(" ")),
        }),
        { minLength: least, maxLength: 14 },
      ),
    })
    .map(({ start, opening, rows }) => {
      let date = start.toISOString().slice(0, 10);
      return {
        opening,
        rows: rows.map(({ wait, minor, payee }) => {
          date = addDays(date, wait);
          return { date, minor, payee };
        }),
      };
    });

const ORDERS = {
  YMD: ([y, m, d]: readonly string[]) => `${y}-${m}-${d}`,
  DMY: ([y, m, d]: readonly string[]) => `${d}.${m}.${y}`,
  MDY: ([y, m, d]: readonly string[]) => `${m}/${d}/${y}`,
} as const;

export interface Layout {
  delimiter: string;
  mark: "." | ",";
  order: keyof typeof ORDERS;
  /** How amounts are written: one column, one for each direction, or a word beside. */
  amounts: "signed" | "inverted" | "pair" | "minus pair" | "words" | "letters";
  hasBalance: boolean;
  hasValueDay: boolean;
  hasCounter: boolean;
  hasIds: boolean;
  newestFirst: boolean;
  headings: "known" | "random" | "none";
  /** Sorts the columns. */
  shuffle: readonly number[];
}

export const layout: fc.Arbitrary<Layout> = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  mark: fc.constantFrom(".", ","),
  order: fc.constantFrom("YMD", "DMY", "MDY"),
  amounts: fc.constantFrom("signed", "inverted", "pair", "minus pair", "words", "letters"),
  hasBalance: fc.boolean(),
  hasValueDay: fc.boolean(),
  hasCounter: fc.boolean(),
  hasIds: fc.boolean(),
  newestFirst: fc.boolean(),
  headings: fc.constantFrom("known", "random", "none"),
  shuffle: fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 9, maxLength: 9 }),
});

interface Written {
  heading: string;
  cells: readonly string[];
}

/** A month as a bank with that layout writes it. */
export function writeMonth({ rows, opening }: Month, layout: Layout): string {
  const columns = columnsOf({ rows, opening }, layout)
    .map((column, at) => ({ column, key: layout.shuffle[at] ?? 0 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ column }) => column);
  const heading = columns.map((column, at) =>
    layout.headings === "known" ? column.heading : `Qx${"abcdefghi"[at]} zyx`,
  );
  const lines = rows.map((_, at) => columns.map(({ cells }) => cells[at] ?? ""));
  const ordered = layout.newestFirst ? lines.toReversed() : lines;
  const quote = (cell: string) => (cell.includes(layout.delimiter) ? `"${cell}"` : cell);
  return [...(layout.headings === "none" ? [] : [heading]), ...ordered]
    .map((cells) => `${cells.map(quote).join(layout.delimiter)}\n`)
    .join("");
}

function columnsOf({ rows, opening }: Month, layout: Layout): Written[] {
  const money = (minor: number) => (minor / 100).toFixed(2).replace(".", layout.mark);
  const day = (date: string) => ORDERS[layout.order](date.split("-"));
  let balance = opening;
  const balances = rows.map(({ minor }) => {
    balance += minor;
    return money(balance);
  });
  const column = (heading: string, toCell: (row: MonthRow, at: number) => string): Written => ({
    heading,
    cells: rows.map(toCell),
  });
  return [
    column("Date", ({ date }) => day(date)),
    column("Description", ({ payee }) => payee),
    ...amountColumns(layout, { money, column }),
    ...(layout.hasBalance ? [column("Balance", (_, at) => balances[at] ?? "")] : []),
    ...(layout.hasValueDay ? [column("Value date", ({ date }) => day(addDays(date, 1)))] : []),
    ...(layout.hasCounter ? [column("No", (_, at) => String(at + 1))] : []),
    ...(layout.hasIds ? [column("Reference number", (_, at) => `7700${4_300_017 + at * 13}`)] : []),
  ];
}

interface Beside {
  money: (minor: number) => string;
  column: (heading: string, toCell: (row: MonthRow) => string) => Written;
}

function amountColumns({ amounts }: Layout, { money, column }: Beside): Written[] {
  const out = (sign: 1 | -1) =>
    column("Debit", ({ minor }) => (minor < 0 ? money(sign * minor) : ""));
  const into = column("Credit", ({ minor }) => (minor > 0 ? money(minor) : ""));
  const unsigned = column("Amount", ({ minor }) => money(Math.abs(minor)));
  const kinds: Record<Layout["amounts"], Written[]> = {
    signed: [column("Amount", ({ minor }) => money(minor))],
    inverted: [column("Amount", ({ minor }) => money(-minor))],
    pair: [out(-1), into],
    "minus pair": [out(1), into],
    words: [unsigned, column("Type", ({ minor }) => (minor < 0 ? "debit" : "credit"))],
    letters: [unsigned, column("Type", ({ minor }) => (minor < 0 ? "Xy" : "Zw"))],
  };
  return kinds[amounts];
}
