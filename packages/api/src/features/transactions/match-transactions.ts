import { Prisma } from "@pfn/db";
import type { TransactionFilters } from "./list-schema";
import { matchSize } from "./match-size";

/**
 * The live rows of one ledger that all filters find, as a condition on `transactions t`. Lists,
 * totals, exports and reports share it, so that they agree.
 */
export function matchTransactions(ledgerId: string, filters: TransactionFilters): Prisma.Sql {
  const whole = matchWhole(ledgerId, filters);
  const lines = matchLines(ledgerId, filters);
  return lines === null
    ? whole
    : Prisma.sql`${whole} and exists (
        select 1 from transaction_lines l where l.transaction_id = t.id and ${lines})`;
}

/**
 * The same but for the lines that the filters speak of: for a statement that joins those anyway,
 * and would otherwise read them twice.
 */
export function matchWhole(ledgerId: string, filters: TransactionFilters): Prisma.Sql {
  const { uncategorized, flow } = filters;
  const conditions = asked([
    Prisma.sql`t.ledger_id = ${ledgerId}::uuid and t.deleted_at is null`,
    ...matchFields(filters),
    ...matchProvenance(ledgerId, filters),
    (uncategorized || flow) && Prisma.sql`t.kind = 'regular'`,
    uncategorized === false &&
      Prisma.sql`not exists (
        select 1 from transaction_lines l
        where l.transaction_id = t.id and l.category_id is null)`,
  ]);
  return Prisma.join(conditions, " and ");
}

/**
 * The lines that the filters speak of, as a condition on `transaction_lines l`; null when they
 * speak of whole transactions only. Lines are reached through their transaction, which is the
 * ledger's.
 */
export function matchLines(
  ledgerId: string,
  { categoryId, uncategorized, flow }: TransactionFilters,
): Prisma.Sql | null {
  const conditions = asked([
    categoryId && Prisma.sql`l.category_id = any(${categoryId}::uuid[])`,
    uncategorized && Prisma.sql`l.category_id is null`,
    flow && matchFlow(ledgerId, flow),
  ]);
  return conditions.length === 0 ? null : Prisma.join(conditions, " and ");
}

/** Without what stands for filters that were not sent. */
const asked = (conditions: readonly unknown[]) =>
  conditions.filter((condition) => condition instanceof Prisma.Sql);

const SIGNS = {
  income: Prisma.sql`l.amount_minor >= 0`,
  expense: Prisma.sql`l.amount_minor < 0`,
};

const matchFlow = (ledgerId: string, flow: "income" | "expense") => Prisma.sql`(
  l.category_id in (
    select c.id from categories c
    where c.ledger_id = ${ledgerId}::uuid and c.kind = ${flow}::category_kind)
  or (l.category_id is null and ${SIGNS[flow]}))`;

function matchFields(filters: TransactionFilters): Prisma.Sql[] {
  const { accountId, from, to, direction, currency, q, status, review, kind } = filters;
  return asked([
    accountId && matchAccounts(accountId),
    from && Prisma.sql`t.date >= ${from}::date`,
    to && Prisma.sql`t.date <= ${to}::date`,
    ...matchSize(filters),
    direction &&
      (direction === "in" ? Prisma.sql`t.amount_minor > 0` : Prisma.sql`t.amount_minor < 0`),
    currency && Prisma.sql`t.currency = ${currency}`,
    q && matchText(q),
    // Texts of the partial indexes: with a placeholder PostgreSQL could not use them once a
    // statement's plan is kept.
    status &&
      (status === "pending" ? Prisma.sql`t.status = 'pending'` : Prisma.sql`t.status = 'posted'`),
    review &&
      (review === "unreviewed"
        ? Prisma.sql`t.review = 'unreviewed'`
        : Prisma.sql`t.review = 'reviewed'`),
    kind && Prisma.sql`t.kind = ${kind}::transaction_kind`,
  ]);
}

/**
 * A single account is compared as such: only then does PostgreSQL 15 read its index in the list's
 * order.
 */
const matchAccounts = ([first, ...others]: readonly string[]) =>
  others.length === 0
    ? Prisma.sql`t.account_id = ${first}::uuid`
    : Prisma.sql`t.account_id = any(${[first, ...others]}::uuid[])`;

function matchProvenance(ledgerId: string, { importId, operationId, keyId }: TransactionFilters) {
  return asked([
    importId && Prisma.sql`t.import_id = ${importId}::uuid`,
    operationId && Prisma.sql`t.created_by_operation_id = ${operationId}::uuid`,
    // Looked up once: without statistics PostgreSQL would do so for each row.
    keyId &&
      Prisma.sql`t.created_by_operation_id in (
        with own as materialized (
          select o.id from operations o
          where o.ledger_id = ${ledgerId}::uuid and o.key_id = ${keyId}::uuid
        ) select id from own)`,
  ]);
}

/** `%` and `_` in a search mean themselves. */
function matchText(q: string): Prisma.Sql {
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(
    t.payee ilike ${pattern} or t.note ilike ${pattern} or t.raw_text ilike ${pattern})`;
}
