import { Prisma } from "@pfn/db";
import { CURRENCIES, currencyDigits } from "@pfn/keys/currencies";
import type { TransactionFilters } from "./list-schema";

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
  const conditions = [
    Prisma.sql`t.ledger_id = ${ledgerId}::uuid and t.deleted_at is null`,
    ...matchFields(filters),
    ...matchProvenance(ledgerId, filters),
    ...(filters.uncategorized === true || filters.flow !== undefined
      ? [Prisma.sql`t.kind = 'regular'`]
      : []),
    ...(filters.uncategorized === false
      ? [
          Prisma.sql`not exists (
            select 1 from transaction_lines l
            where l.transaction_id = t.id and l.category_id is null)`,
        ]
      : []),
  ];
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
  const conditions = [
    ...(categoryId === undefined ? [] : [Prisma.sql`l.category_id = any(${categoryId}::uuid[])`]),
    ...(uncategorized === true ? [Prisma.sql`l.category_id is null`] : []),
    ...(flow === undefined ? [] : [matchFlow(ledgerId, flow)]),
  ];
  return conditions.length === 0 ? null : Prisma.join(conditions, " and ");
}

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
  const conditions = [
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
  ];
  return conditions.filter((condition) => condition instanceof Prisma.Sql);
}

/**
 * A single account is compared as such: only then does PostgreSQL 15 read its index in the list's
 * order.
 */
const matchAccounts = ([first, ...others]: readonly string[]) =>
  others.length === 0
    ? Prisma.sql`t.account_id = ${first}::uuid`
    : Prisma.sql`t.account_id = any(${[first, ...others]}::uuid[])`;

function matchProvenance(
  ledgerId: string,
  { importId, operationId, keyId }: TransactionFilters,
): Prisma.Sql[] {
  return [
    ...(importId === undefined ? [] : [Prisma.sql`t.import_id = ${importId}::uuid`]),
    ...(operationId === undefined
      ? []
      : [Prisma.sql`t.created_by_operation_id = ${operationId}::uuid`]),
    ...(keyId === undefined
      ? []
      : [
          Prisma.sql`t.created_by_operation_id in (
            select o.id from operations o
            where o.ledger_id = ${ledgerId}::uuid and o.key_id = ${keyId}::uuid)`,
        ]),
  ];
}

/** `%` and `_` in a search mean themselves. */
function matchText(q: string): Prisma.Sql {
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`(
    t.payee ilike ${pattern} or t.note ilike ${pattern} or t.raw_text ilike ${pattern})`;
}

const DIGITS = [0, 2, 3, 4];

/**
 * Sizes are compared in the minor units of each row's currency: at least `min` rounded up, at most
 * `max` rounded down.
 */
function matchSize({ min, max }: TransactionFilters): Prisma.Sql[] {
  const bound = (size: string, rounding: "up" | "down") =>
    Prisma.sql`case ${Prisma.join(
      DIGITS.map(
        (digits) =>
          Prisma.sql`when t.currency = any(${codesWith(digits)}::text[])
            then ${toMinor(size, { digits, rounding })}::bigint`,
      ),
      " ",
    )} end`;
  return [
    ...(min === undefined ? [] : [Prisma.sql`abs(t.amount_minor) >= ${bound(min, "up")}`]),
    ...(max === undefined ? [] : [Prisma.sql`abs(t.amount_minor) <= ${bound(max, "down")}`]),
  ];
}

const codesWith = (digits: number) => CURRENCIES.filter((code) => currencyDigits(code) === digits);

function toMinor(
  size: string,
  { digits, rounding }: { digits: number; rounding: "up" | "down" },
): bigint {
  const [whole = "0", fraction = ""] = size.split(".");
  const kept = BigInt(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  return rounding === "up" && /[1-9]/.test(fraction.slice(digits)) ? kept + 1n : kept;
}
