import type { Review, TransactionKind, TransactionStatus } from "@pfn/db";
import { newId } from "../../common/ids";
import { toMoney } from "../../common/money/money";
import type { Reader } from "../../common/reader";
import type { AccountSnapshot } from "./account";
import { type Columns, idsSql, selectSql } from "./row-writer";

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
  importId: "plain",
  deletedAt: "plain",
};

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

interface NewRow {
  operation: { operationId: string; now: () => Date };
  account: Pick<AccountSnapshot, "id" | "currency">;
}

type Fields = Pick<TransactionSnapshot, "date" | "payee"> &
  Partial<
    Pick<
      TransactionSnapshot,
      "note" | "kind" | "status" | "review" | "rawText" | "externalId" | "fingerprint" | "importId"
    >
  > & {
    amountMinor: bigint;
    /** One uncategorized line over the whole amount unless given. */
    lines?: readonly { categoryId: string | null; amountMinor: bigint; note: string | null }[];
  };

/**
 * A transaction about to be inserted by an operation. Its currency is its account's (invariant 2).
 */
export function newTransaction(
  { operation, account }: NewRow,
  fields: Fields,
): TransactionSnapshot {
  const {
    lines = [{ categoryId: null, amountMinor: fields.amountMinor, note: null }],
    amountMinor,
    ...rest
  } = fields;
  return {
    note: null,
    kind: "regular",
    status: "posted",
    review: "unreviewed",
    rawText: null,
    externalId: null,
    fingerprint: null,
    importId: null,
    ...rest,
    id: newId(),
    version: 1,
    createdAt: operation.now().toISOString(),
    createdByOperationId: operation.operationId,
    accountId: account.id,
    currency: account.currency,
    amountMinor: amountMinor.toString(),
    deletedAt: null,
    lines: lines.map(newLine),
  };
}

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

/**
 * Transactions of a ledger with their lines, by id. The undo of an import reads all of it again: by
 * plain statements, which take the process less time and memory than those of the client.
 */
export async function loadTransactions(
  tx: Reader,
  ledgerId: string,
  ids: readonly string[],
): Promise<Map<string, TransactionSnapshot>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<TransactionRow[]>`
    select ${selectSql(TRANSACTION_COLUMNS)} from transactions t
    where ledger_id = ${ledgerId}::uuid and id in (${idsSql(ids)})`;
  const lines = await loadLines(tx, ledgerId, ids);
  return new Map(
    rows.map(({ createdAt, deletedAt, ...row }) => [
      row.id,
      {
        ...row,
        createdAt: createdAt.toISOString(),
        deletedAt: deletedAt?.toISOString() ?? null,
        lines: lines.get(row.id) ?? [],
      },
    ]),
  );
}

async function loadLines(
  tx: Reader,
  ledgerId: string,
  ids: readonly string[],
): Promise<Map<string, LineSnapshot[]>> {
  const rows = await tx.$queryRaw<(LineSnapshot & { transactionId: string })[]>`
    select transaction_id as "transactionId", id, category_id as "categoryId",
      amount_minor::text as "amountMinor", note
    from transaction_lines
    where ledger_id = ${ledgerId}::uuid and transaction_id in (${idsSql(ids)})
    order by transaction_id, position`;
  const lines = new Map<string, LineSnapshot[]>();
  for (const { transactionId, ...line } of rows) {
    const own = lines.get(transactionId);
    if (own === undefined) lines.set(transactionId, [line]);
    else own.push(line);
  }
  return lines;
}
