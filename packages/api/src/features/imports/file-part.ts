import type { z } from "zod";
import type { AccountType } from "../accounts/schema";
import type { OwnLine } from "./csv/own-format";

// What every reader of a file ends in. All that follows (identity, verdicts, commit) knows nothing
// of formats.

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
  /** The name of a category, or "Parent:Child"; only where the file has the owner's own words. */
  category: string | null;
  /** In pfn's own format: the id that the row had where it was exported. */
  ownId: string | null;
  kind?: "regular" | "opening" | "adjustment";
  /** A split: lines that sum to the row. */
  lines?: OwnLine[] | null;
  /** In pfn's own format, for a leg: what it has in common with the other leg's row. */
  transferId?: string | null;
  /** The day from which the bank reckons interest. */
  valueDate?: string | null;
  /** The balance after the row, as the bank states it beside the row. */
  statedBalanceMinor?: string | null;
  /** The category from its root to its leaf, as the other program names it. */
  categoryPath?: readonly string[] | null;
  /** The name of the account that the money goes to, or comes from. */
  transferTo?: string | null;
  /** False: the bank announces the row and may still change it. Such a row is never imported. */
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

export const isReadable = <Row extends ReadRow>(row: Row | BadRow): row is Row => !isBad(row);

/** Something in the file that is no transaction, and why it was left out. */
export interface OtherLine {
  line: number;
  text: string;
  why: string;
}

/** A balance that the file states. */
export interface Stated {
  /** Minor units of the part's currency, as a decimal integer. */
  amountMinor: string;
  /** The day on which it held; null where the file names none. */
  on: string | null;
}

/** One account of a file. */
export interface FilePart {
  /** As the file writes it: an IBAN, a number, a name. */
  ref: string | null;
  kind: z.infer<typeof AccountType> | null;
  currency: string | null;
  rows: readonly (ReadRow | BadRow)[];
  otherLines: readonly OtherLine[];
  opening: Stated | null;
  closing: Stated | null;
  /** False: a page is missing between its statements. */
  joins: boolean;
}
