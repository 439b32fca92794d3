import type { Money } from "../../../common/money/money";
import { defuse, EXPORT_COLUMNS, writeOwnLines } from "./own-format";

/**
 * What an export tells of a transaction, with names beside ids, because another ledger has other
 * ids.
 */
export interface OwnItem {
  id: string;
  date: string;
  amount: Money;
  payee: string;
  note: string | null;
  /** The name of its account. */
  account: string;
  status: string;
  kind: string;
  review: string;
  externalId: string | null;
  rawText: string | null;
  /** Categories by name. */
  lines: readonly { category: string | null; amount: Money; note: string | null }[];
  transfer: { id: string } | null;
}

/**
 * A row of pfn's CSV, one cell to a column. Texts that people or banks wrote are defused (I3);
 * amounts and dates stay what spreadsheets reckon with.
 */
export function toOwnCells(item: OwnItem): string[] {
  const cells: Record<(typeof EXPORT_COLUMNS)[number], string> = {
    id: item.id,
    date: item.date,
    amount: item.amount.amount,
    currency: item.amount.currency,
    status: item.status,
    kind: item.kind,
    review: item.review,
    payee: defuse(item.payee),
    note: defuse(item.note ?? ""),
    category: defuse(summarize(item.lines)),
    account: defuse(item.account),
    externalId: defuse(item.externalId ?? ""),
    rawText: defuse(item.rawText ?? ""),
    lines: writeOwnLines(
      item.lines.map(({ category, amount, note }) => ({ category, amount: amount.amount, note })),
    ),
    transferId: item.transfer?.id ?? "",
  };
  return EXPORT_COLUMNS.map((column) => cells[column]);
}

/** The category of a single line; of several each with its part, for people to read. */
function summarize(lines: OwnItem["lines"]): string {
  const [only, ...more] = lines;
  if (more.length === 0) return only?.category ?? "";
  return lines
    .map(({ category, amount }) => `${category ?? ""} ${amount.amount}`.trim())
    .join(" + ");
}
