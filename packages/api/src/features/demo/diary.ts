import type { DemoAccount, DemoEntry } from "./demo-books";
import type { StarterCategory } from "./starter-categories";

/** What a month's rows are made with. */
export interface Diary {
  on: (day: number) => string;
  /** A whole number from `low` to `high`, both included. */
  random: (low: number, high: number) => number;
  month: number;
}

export type Row = [day: number, payee: string, cents: number, category: StarterCategory];

/** Rows of one category each. */
export const rowsOf = ({ on }: Diary, account: DemoAccount, rows: readonly Row[]): DemoEntry[] =>
  rows.map(([day, payee, cents, category]) => ({
    account,
    date: on(day),
    payee,
    isEveryday: false,
    parts: [{ amountMinor: BigInt(cents), category }],
  }));

/** Marks spending that is booked and sorted some days later. */
export const everyday = (entries: readonly DemoEntry[]): DemoEntry[] =>
  entries.map((entry) => ({ ...entry, isEveryday: true }));
