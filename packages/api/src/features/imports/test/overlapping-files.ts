import fc from "fast-check";
import {
  CURRENCY,
  closingOf,
  type Month,
  type MonthRow,
  spell,
} from "../formats/test/ledger-month";
import {
  writeCamt,
  writeMt940,
  writeOfx,
  writeQif,
  writeXlsx,
} from "../formats/test/write-formats";

// Files of one account that overlap, each in a format of its own, as a person downloads them over
// the months. Each file holds all rows of its days.

/** The kinds of files, by how they know and name their rows. */
export const KINDS = [
  ...(["csv", "long csv", "bare csv", "xlsx", "ofx", "qif", "camt", "mt940"] as const),
];
export type Kind = (typeof KINDS)[number];

/** Few amounts and few shops: rows that look alike are the rule. */
const row = fc.record({
  date: fc.integer({ min: 1, max: 9 }).map((day) => `2026-03-0${day}`),
  minor: fc.constantFrom(-320n, -320n, -1_270n, 5_000n),
  shop: fc.constantFrom("Kiosk Nord", "Flower Stall"),
});

/** A month whose rows bear numbers that tell equal ones apart, also in their payees. */
export const account: fc.Arbitrary<Month> = fc
  .record({
    opening: fc.bigInt({ min: 1n, max: 100_000n }),
    rows: fc.array(row, { minLength: 4, maxLength: 7 }),
  })
  .map(({ opening, rows }) => ({
    account: "DE89370400440532013000",
    opening,
    rows: rows
      .sort((one, other) => one.date.localeCompare(other.date))
      .map(({ date, minor, shop }, at) => ({
        ...{ date, minor, payee: `${shop} ${at + 1}`, note: "" },
        id: `B${at + 1}X`,
      })),
  }));

/** What a file holds of the account: its kind, and its first and last day of the month. */
export interface Download {
  kind: Kind;
  days: readonly [first: number, last: number];
}

const download: fc.Arbitrary<Download> = fc.record({
  kind: fc.constantFrom(...KINDS),
  days: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 5, max: 9 })),
});

/** In the order in which they are imported; the last one is of the whole month. */
export const downloads: fc.Arbitrary<Download[]> = fc
  .tuple(fc.array(download, { minLength: 1, maxLength: 2 }), fc.constantFrom(...KINDS))
  .map(([some, kind]) => [...some, { kind, days: [1, 9] as const }])
  .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

export function writeDownload(
  whole: Month,
  { kind, days: [first, last] }: Download,
): Buffer | null {
  const [from, to] = [`2026-03-0${first}`, `2026-03-0${last}`];
  const before = whole.rows.filter(({ date }) => date < from);
  const rows = whole.rows.filter(({ date }) => date >= from && date <= to);
  const part = { ...whole, opening: closingOf({ ...whole, rows: before }), rows };
  return rows.length === 0 ? null : write(kind, part);
}

function write(kind: Kind, part: Month): Buffer {
  const named = (prefix: string) => ({
    ...part,
    rows: part.rows.map((one) => ({ ...one, id: `${prefix}${one.id}` })),
  });
  if (kind === "ofx")
    return writeOfx(named("O"), { hasEndTags: true, isOneLine: false, hasCdata: false, mark: "." });
  if (kind === "camt")
    return writeCamt(named("C"), { version: "08", prefix: "", encoding: "utf-8" });
  if (kind === "mt940") return writeMt940(named("M"), 100);
  if (kind === "qif") return writeQif(part, { order: "DMY", mark: "," });
  if (kind === "xlsx") return writeXlsx(part, true);
  return writeCsv(part, { isLong: kind === "long csv", hasBalance: kind !== "bare csv" });
}

interface CsvStyle {
  /** More words beside the payee. */
  isLong: boolean;
  hasBalance: boolean;
}

/** @example writeCsv(month, { isLong: false, hasBalance: true }) */
export function writeCsv({ opening, rows }: Month, { isLong, hasBalance }: CsvStyle): Buffer {
  let balance = opening;
  const lineOf = ({ date, minor, payee, id }: MonthRow) => {
    balance += minor;
    const text = isLong ? `CARD PAYMENT ${payee.toUpperCase()} BERLIN ${id}` : payee;
    return [date, text, spell(minor), ...(hasBalance ? [spell(balance)] : [])].join(",");
  };
  const header = ["Date", "Payee", "Amount", ...(hasBalance ? ["Balance"] : [])].join(",");
  return Buffer.from([header, ...rows.map(lineOf), ""].join("\n"));
}

export const money = (minor: bigint) => ({ amount: spell(minor), currency: CURRENCY });
