import type { AccountType } from "@pfn/db";
import type { OwnLine } from "./csv/own-format";

/**
 * One account of a file, in any format. Everything behind it (which rows are the same,
 * verdicts, decisions, undo) is the same for all formats.
 */
export interface FilePart {
  /** As the file writes it: an IBAN, a number, a name. Null: the file names no account. */
  ref: string | null;
  kind: AccountType | null;
  currency: string | null;
  rows: readonly (ReadRow | BadRow)[];
  otherLines: readonly OtherLine[];
  opening: Stated | null;
  closing: Stated | null;
  /** False: a page is missing between its statements. */
  joins: boolean;
}

/** A balance that a file states. Minor units as a decimal integer; null: it names no day. */
export interface Stated {
  amountMinor: string;
  on: string | null;
}

/** A line that is no transaction, and why. */
export interface OtherLine {
  line: number;
  text: string;
  why: string;
}

/**
 * What a row of a file says. Money in minor units of the account's currency, as a decimal integer.
 */
export interface ReadRow {
  line: number;
  date: string;
  amountMinor: string;
  payee: string;
  note: string | null;
  /**
   * The bank's own text, with invisible marks written out; null where an export says that there was
   * none.
   */
  rawText: string | null;
  /** The bank's id as it stands in the file; whether it is one is judged over the whole file. */
  externalId: string | null;
  balanceMinor: string | null;
  status: "posted" | "pending";
  review: "unreviewed" | "reviewed";
  /** In pfn's own format: the name of the category. */
  category: string | null;
  /** In pfn's own format: the id that the row had where it was exported. */
  ownId: string | null;
  /** In pfn's own format. */
  kind?: "regular" | "opening" | "adjustment";
  /** In pfn's own format, where there are several or one has a note. */
  lines?: OwnLine[] | null;
  /** In pfn's own format, for a leg: what it has in common with the other leg's row. */
  transferId?: string | null;
  /** The day on which the bank begins to count interest. */
  valueDate?: string | null;
  /** The balance that the bank states after the row. */
  statedBalanceMinor?: string | null;
  /** In another program's export: the category as it stands there, with its parents. */
  categoryPath?: string | null;
  /** In another program's export: the account at the other end. */
  transferTo?: string | null;
  /** False: the bank has announced the row and not booked it. */
  isBooked: boolean;
}

/** A row that cannot be read, and why. */
export interface BadRow {
  line: number;
  reason: string;
  /** False: it cannot be read because the bank has not booked it. */
  isBooked?: false;
}

export const isBad = (row: ReadRow | BadRow): row is BadRow => "reason" in row;

export const isRead = (row: ReadRow | BadRow): row is ReadRow => !isBad(row);
