import type { Prisma } from "@pfn/db";
import type { LedgerContext } from "../context";
import { toMoney } from "../money/money";
import { fromIsoDay, isoDay } from "../schema/common";
import { decodeCursor, encodeCursor } from "../schema/cursor";
import type { ListTransactionsInput, Transaction } from "./schema";

/** One page of the ledger's transactions, newest first, by keyset on (date, id). */
export async function listTransactions(ctx: LedgerContext, input: ListTransactionsInput) {
  const { cursor, limit, ...filters } = input;
  const scope = { list: "transactions.list", filters };
  const position = cursor === undefined ? null : decodeCursor(ctx, scope, cursor);
  const rows = await ctx.db.transaction.findMany({
    where: { AND: [...toWhere(ctx, filters), ...(position === null ? [] : [after(position)])] },
    orderBy: [{ date: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: LISTED,
  });
  const items = rows.slice(0, limit).map(toWire);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(ctx, scope, [last.date, last.id]) : null };
}

const LISTED = {
  id: true,
  version: true,
  accountId: true,
  date: true,
  amountMinor: true,
  currency: true,
  payee: true,
  note: true,
  kind: true,
  status: true,
  review: true,
  rawText: true,
  externalId: true,
  createdAt: true,
  lines: { orderBy: { position: "asc" }, select: { categoryId: true, amountMinor: true, note: true } },
  createdBy: { select: { id: true, actor: true, channel: true, keyId: true, key: { select: { label: true } } } },
} as const satisfies Prisma.TransactionSelect;

type Row = Prisma.TransactionGetPayload<{ select: typeof LISTED }>;

function toWire({ amountMinor, currency, date, createdAt, createdBy, lines, ...rest }: Row): Transaction {
  return {
    ...rest,
    date: isoDay(date),
    amount: toMoney(amountMinor, currency),
    createdAt: createdAt.toISOString(),
    lines: lines.map((line) => ({
      categoryId: line.categoryId,
      amount: toMoney(line.amountMinor, currency),
      note: line.note,
    })),
    createdBy: {
      operationId: createdBy.id,
      actor: createdBy.actor,
      channel: createdBy.channel,
      keyId: createdBy.keyId,
      keyLabel: createdBy.key?.label ?? null,
    },
  };
}

type Filters = Omit<ListTransactionsInput, "cursor" | "limit">;

function toWhere({ principal }: LedgerContext, filters: Filters): Prisma.TransactionWhereInput[] {
  const { accountId, categoryId, from, to, direction, q, status, review, kind, operationId, keyId } = filters;
  const conditions: (Prisma.TransactionWhereInput | false)[] = [
    { ledgerId: principal.ledgerId, deletedAt: null },
    accountId !== undefined && { accountId: { in: accountId } },
    categoryId !== undefined && { lines: { some: { categoryId: { in: categoryId } } } },
    filters.uncategorized === true && { kind: "regular", lines: { some: { categoryId: null } } },
    filters.uncategorized === false && { lines: { none: { categoryId: null } } },
    from !== undefined && { date: { gte: fromIsoDay(from) } },
    to !== undefined && { date: { lte: fromIsoDay(to) } },
    direction !== undefined && { amountMinor: direction === "in" ? { gt: 0n } : { lt: 0n } },
    q !== undefined && {
      OR: TEXT_FIELDS.map((field) => ({ [field]: { contains: escapeLike(q), mode: "insensitive" } })),
    },
    status !== undefined && { status },
    review !== undefined && { review },
    kind !== undefined && { kind },
    operationId !== undefined && { createdByOperationId: operationId },
    keyId !== undefined && { createdBy: { keyId } },
  ];
  return conditions.filter((condition) => condition !== false);
}

const TEXT_FIELDS = ["payee", "note", "rawText"] as const;

/** `%` and `_` in a search mean themselves. */
const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");

/** Rows behind a position in (date desc, id desc). The first condition alone lets the index find the place. */
function after([date = "", id = ""]: readonly string[]): Prisma.TransactionWhereInput {
  const day = fromIsoDay(date);
  return { date: { lte: day }, OR: [{ date: { lt: day } }, { id: { lt: id } }] };
}
