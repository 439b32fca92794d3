import { cleanLine, escapeLine } from "../../../common/text/text";
import type { BadRow, ReadRow } from "../file-part";
import { type Told, toRow } from "../formats/to-row";

/** The longest names of accounts and categories that are read. */
const MAX_NAME_CHARS = 100;

/** A split has no more parts than a transaction has lines. */
export const MAX_LINES = 50;

/** A row of one account of an export. */
export interface Posting {
  account: string;
  /** Null: that of the account, because the export names none. */
  currency: string | null;
  row: ReadRow | BadRow;
}

/** A row as another program tells it. */
export interface ToldPosting extends Omit<Told, "category" | "isBooked"> {
  account: string;
  currency?: string | null;
  /** The owner's own row, which the bank has not shown yet. */
  isPending?: boolean;
  /** The bank's own text, where the export keeps it beside the owner's. */
  bankText?: string;
}

export function toPosting({
  account,
  currency = null,
  isPending = false,
  bankText = "",
  ...told
}: ToldPosting): Posting {
  const row = toRow({ ...told, category: nameOf(told.categoryPath ?? null) });
  if ("reason" in row) return { account, currency, row };
  const rawText = bankText === "" ? row.rawText : escapeLine(bankText, 1_000);
  const status = isPending ? ("pending" as const) : ("posted" as const);
  return { account, currency, row: { ...row, rawText, status } };
}

export const badPosting = (
  account: string,
  { line, reason, currency = null }: { line: number; reason: string; currency?: string | null },
): Posting => ({ account, currency, row: { line, reason } });

/** A category's name from its path. */
export const nameOf = (path: readonly string[] | null): string | null =>
  path === null ? null : path.join(":");

/** A category from its root to its leaf; null where no name is left. */
export function pathOf(...names: readonly string[]): string[] | null {
  const path = names.map(toName).filter((name) => name !== "");
  return path.length === 0 ? null : path;
}

/** The name of an account or of a category, safe to show. */
export const toName = (text: string): string => cleanLine(text, MAX_NAME_CHARS);
