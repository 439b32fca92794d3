import type { Tx } from "@pfn/db";
import { idsSql } from "../array-sql";
import type { LineSnapshot, TransactionSnapshot } from "./transaction";

/** As PostgreSQL tells it: everything that is text in a snapshot is text here, save the moments. */
type Row = Omit<TransactionSnapshot, "createdAt" | "deletedAt" | "lines"> & {
  createdAt: Date;
  deletedAt: Date | null;
};

/**
 * Transactions of a ledger with their lines, by id. The undo of an import reads all of it again: by
 * plain statements, which take the process less time and memory than those of the client.
 */
export async function loadTransactions(
  tx: Tx,
  ledgerId: string,
  ids: readonly string[],
): Promise<Map<string, TransactionSnapshot>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<Row[]>`
    select id, version, created_at as "createdAt", created_by_operation_id as "createdByOperationId", account_id as "accountId",
      to_char(date, 'YYYY-MM-DD') as date, amount_minor::text as "amountMinor", currency, payee, note, kind::text, status::text,
      review::text, raw_text as "rawText", external_id as "externalId", fingerprint, import_id as "importId", deleted_at as "deletedAt"
    from transactions where ledger_id = ${ledgerId}::uuid and id in (${idsSql(ids)})`;
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
  tx: Tx,
  ledgerId: string,
  ids: readonly string[],
): Promise<Map<string, LineSnapshot[]>> {
  const rows = await tx.$queryRaw<(LineSnapshot & { transactionId: string })[]>`
    select transaction_id as "transactionId", id, category_id as "categoryId", amount_minor::text as "amountMinor", note
    from transaction_lines where ledger_id = ${ledgerId}::uuid and transaction_id in (${idsSql(ids)})
    order by transaction_id, position`;
  const lines = new Map<string, LineSnapshot[]>();
  for (const { transactionId, ...line } of rows) {
    const own = lines.get(transactionId);
    if (own === undefined) lines.set(transactionId, [line]);
    else own.push(line);
  }
  return lines;
}
