import type { Db, Prisma } from "@pfn/db";
import { toMoney } from "../../common/money/money";
import type { Transaction } from "./schema";

interface Page {
  /** On `transactions t`. */
  where: Prisma.Sql;
  limit: number;
}

/** Transactions as callers see them, newest first: one statement, whatever their number. */
export async function readTransactions(
  db: Pick<Db, "$queryRaw">,
  { where, limit }: Page,
): Promise<Transaction[]> {
  // The page is cut before anything is joined to it. The names and types below are this
  // statement's.
  const rows = await db.$queryRaw<Row[]>`
    select t.id, t.version, t.account_id as "accountId", to_char(t.date, 'YYYY-MM-DD') as date, t.amount_minor as "amountMinor",
      t.currency, t.payee, t.note, t.kind::text, t.status::text, t.review::text, t.raw_text as "rawText",
      t.external_id as "externalId", t.import_id as "importId", t.created_at as "createdAt",
      (select json_agg(json_build_object('categoryId', l.category_id, 'amountMinor', l.amount_minor::text, 'note', l.note) order by l.position)
        from transaction_lines l where l.transaction_id = t.id) as lines,
      case when t.kind = 'transfer' then (
        select json_build_object('id', x.id, 'transactionId', other.id, 'accountId', other.account_id)
        from transfers x join transactions other
          on other.id = case x.out_transaction_id when t.id then x.in_transaction_id else x.out_transaction_id end
        where t.id in (x.out_transaction_id, x.in_transaction_id)) end as transfer,
      o.id as "operationId", o.actor::text, o.channel::text, o.key_id as "keyId", k.label as "keyLabel"
    from (select * from transactions t where ${where} order by t.date desc, t.id desc limit ${limit}) t
    join operations o on o.id = t.created_by_operation_id
    left join integration_keys k on k.id = o.key_id
    order by t.date desc, t.id desc`;
  return rows.map(toWire);
}

interface Row extends Omit<Transaction, "amount" | "lines" | "createdAt" | "createdBy"> {
  currency: string;
  amountMinor: bigint;
  createdAt: Date;
  /** Amounts as text: JSON has no 64-bit numbers. */
  lines: { categoryId: string | null; amountMinor: string; note: string | null }[];
  operationId: string;
  actor: Transaction["createdBy"]["actor"];
  channel: Transaction["createdBy"]["channel"];
  keyId: string | null;
  keyLabel: string | null;
}

/** Field by field: copying the rest of a row cost more than everything else here together. */
function toWire(row: Row): Transaction {
  const { currency, lines, actor, channel, keyId, keyLabel, operationId } = row;
  return {
    id: row.id,
    version: row.version,
    accountId: row.accountId,
    date: row.date,
    amount: toMoney(row.amountMinor, currency),
    payee: row.payee,
    note: row.note,
    kind: row.kind,
    status: row.status,
    review: row.review,
    rawText: row.rawText,
    externalId: row.externalId,
    importId: row.importId,
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
