import type { Prisma } from "@pfn/db";
import { toMoney } from "../../common/money/money";
import type { SqlReader } from "../../common/reader";
import { selectSql } from "../../ledger/entities/row-writer";
import {
  TRANSACTION_COLUMNS,
  type TransactionRow,
  tellTransaction,
} from "../../ledger/entities/transaction";
import type { Transaction } from "./schema";

interface Page {
  /** On `transactions t`. */
  where: Prisma.Sql;
  limit: number;
}

/** Transactions as callers see them, newest first: one statement for any number. */
export async function readTransactions(
  db: SqlReader,
  { where, limit }: Page,
): Promise<Transaction[]> {
  // The page is cut before anything is joined to it. The names and types below are this
  // statement's.
  const rows = await db.$queryRaw<Row[]>`
    select ${selectSql(TRANSACTION_COLUMNS)},
      (select json_agg(
        json_build_object('categoryId', l.category_id,
          'amountMinor', l.amount_minor::text, 'note', l.note)
        order by l.position)
        from transaction_lines l where l.transaction_id = t.id) as lines,
      case when t.kind = 'transfer' then (
        select json_build_object(
          'id', x.id, 'transactionId', other.id, 'accountId', other.account_id)
        from transfers x join transactions other
          on other.id = case x.out_transaction_id
            when t.id then x.in_transaction_id
            else x.out_transaction_id end
        where t.id in (x.out_transaction_id, x.in_transaction_id)) end as transfer,
      o.id as "operationId", o.actor::text, o.channel::text, o.key_id as "keyId",
      k.label as "keyLabel"
    from (select * from transactions t
      where ${where}
      order by t.date desc, t.id desc limit ${limit}) t
    join operations o on o.id = t.created_by_operation_id
    left join integration_keys k on k.id = o.key_id
    order by t.date desc, t.id desc`;
  return rows.map(toWire);
}

interface Row extends TransactionRow {
  transfer: Transaction["transfer"];
  /** Amounts as text: JSON has no 64-bit numbers. */
  lines: { categoryId: string | null; amountMinor: string; note: string | null }[];
  operationId: string;
  actor: Transaction["createdBy"]["actor"];
  channel: Transaction["createdBy"]["channel"];
  keyId: string | null;
  keyLabel: string | null;
}

function toWire(row: Row): Transaction {
  const { currency, lines, actor, channel, keyId, keyLabel, operationId } = row;
  return {
    ...tellTransaction(row),
    transfer: row.transfer,
    lines: lines.map(({ categoryId, amountMinor, note }) => ({
      categoryId,
      amount: toMoney(BigInt(amountMinor), currency),
      note,
    })),
    createdAt: row.createdAt.toISOString(),
    createdBy: { operationId, actor, channel, keyId, keyLabel },
  };
}
