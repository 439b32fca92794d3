import type { Reader } from "../../common/reader";
import { idsSql, selectSql } from "./row-writer";
import {
  type LineSnapshot,
  TRANSACTION_COLUMNS,
  type TransactionRow,
  type TransactionSnapshot,
} from "./transaction";

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
