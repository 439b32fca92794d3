import type { Review, TransactionKind, TransactionStatus } from "@pfn/db";
import { newId } from "../../common/ids";
import { toMoney } from "../../common/money/money";
import type { Columns } from "./row-writer";

export interface LineSnapshot {
  id: string;
  categoryId: string | null;
  /** Minor units, as a decimal integer: JSON has no 64-bit numbers. */
  amountMinor: string;
  note: string | null;
}

/** A transaction with its lines, in their order. */
export interface TransactionSnapshot {
  id: string;
  version: number;
  createdAt: string;
  createdByOperationId: string;
  accountId: string;
  date: string;
  amountMinor: string;
  currency: string;
  payee: string;
  note: string | null;
  kind: TransactionKind;
  status: TransactionStatus;
  review: Review;
  rawText: string | null;
  externalId: string | null;
  fingerprint: string | null;
  /** The balance after the row, as the bank states it beside the row. Minor units. */
  statedBalance: string | null;
  importId: string | null;
  deletedAt: string | null;
  lines: LineSnapshot[];
}

/** A transaction without its lines. */
type OwnFields = Omit<TransactionSnapshot, "lines">;

export const TRANSACTION_COLUMNS: Columns<OwnFields> = {
  id: "plain",
  version: "plain",
  createdAt: "plain",
  createdByOperationId: "plain",
  accountId: "plain",
  date: "day",
  amountMinor: "text",
  currency: "plain",
  payee: "plain",
  note: "plain",
  kind: "text",
  status: "text",
  review: "text",
  rawText: "plain",
  externalId: "plain",
  fingerprint: "plain",
  statedBalance: "text",
  importId: "plain",
  deletedAt: "plain",
};

/** What a new transaction has of its own unless it is told otherwise. */
export const UNLESS_TOLD = {
  note: null,
  kind: "regular",
  status: "posted",
  review: "unreviewed",
  rawText: null,
  externalId: null,
  fingerprint: null,
  statedBalance: null,
  importId: null,
} as const satisfies Partial<OwnFields>;

/** What a statement returns for these columns: moments are no text yet. */
export interface TransactionRow extends Omit<OwnFields, "createdAt" | "deletedAt"> {
  createdAt: Date;
  deletedAt: Date | null;
}

/**
 * What readers of a transaction see of its own columns. Field by field: copying the rest of a row
 * cost more than everything else about it.
 */
export const tellTransaction = (row: TransactionRow) => ({
  id: row.id,
  version: row.version,
  accountId: row.accountId,
  date: row.date,
  amount: toMoney(BigInt(row.amountMinor), row.currency),
  payee: row.payee,
  note: row.note,
  kind: row.kind,
  status: row.status,
  review: row.review,
  rawText: row.rawText,
  externalId: row.externalId,
  importId: row.importId,
});

export const newLine = (line: {
  categoryId: string | null;
  amountMinor: bigint;
  note: string | null;
}): LineSnapshot => ({
  id: newId(),
  categoryId: line.categoryId,
  amountMinor: line.amountMinor.toString(),
  note: line.note,
});
