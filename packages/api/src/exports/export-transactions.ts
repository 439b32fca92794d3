import { Prisma } from "@pfn/db";
import { stringify } from "csv-stringify/sync";
import type { LedgerContext } from "../context";
import { defuse, EXPORT_COLUMNS, writeOwnLines } from "../imports/csv/own-format";
import { matchTransactions } from "../transactions/match-transactions";
import { readTransactions } from "../transactions/read-transactions";
import type { Transaction } from "../transactions/schema";
import type { ExportFormat, ExportTransactionsInput } from "./schema";

/** Rows in memory at once, whatever the size of the ledger. */
const ROWS_PER_READ = 1_000;

/**
 * Everything that the filters find, newest first, in parts that follow each other. The next part is read only when the one before was
 * taken, so memory stays flat and a slow reader slows down nobody else. Each part shows the ledger as it is at that moment.
 */
export function exportTransactions(
  ctx: LedgerContext,
  filters: ExportTransactionsInput,
  format: ExportFormat,
): AsyncGenerator<string> {
  return format === "csv" ? toCsv(ctx, filters) : toJson(ctx, filters);
}

async function* readAll(
  { db, principal }: LedgerContext,
  filters: ExportTransactionsInput,
): AsyncGenerator<Transaction[]> {
  const matched = matchTransactions(principal.ledgerId, filters);
  let where = matched;
  for (;;) {
    const rows = await readTransactions(db, { where, limit: ROWS_PER_READ });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < ROWS_PER_READ) return;
    where = Prisma.sql`${matched} and (t.date, t.id) < (${last.date}::date, ${last.id}::uuid)`;
  }
}

async function* toJson(ctx: LedgerContext, filters: ExportTransactionsInput): AsyncGenerator<string> {
  let before = "[";
  for await (const rows of readAll(ctx, filters)) {
    yield `${before}\n${rows.map((row) => JSON.stringify(row)).join(",\n")}`;
    before = ",";
  }
  yield before === "[" ? "[]\n" : "\n]\n";
}

/** RFC 4180: lines end in CRLF; cells with commas, quotes or line breaks stand in quotes. */
const CSV = { record_delimiter: "\r\n", quoted_match: /[\r\n]/ } as const;

async function* toCsv(ctx: LedgerContext, filters: ExportTransactionsInput): AsyncGenerator<string> {
  const names = await readNames(ctx);
  yield stringify([[...EXPORT_COLUMNS]], CSV);
  for await (const rows of readAll(ctx, filters)) {
    yield stringify(
      rows.map((row) => {
        const cells = toCells(row, names);
        return EXPORT_COLUMNS.map((column) => cells[column]);
      }),
      CSV,
    );
  }
}

interface Names {
  accounts: ReadonlyMap<string, string>;
  categories: ReadonlyMap<string, string>;
}

async function readNames({ db, principal: { ledgerId } }: LedgerContext): Promise<Names> {
  const query = { where: { ledgerId }, select: { id: true, name: true } };
  const toMap = (rows: { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]));
  return { accounts: toMap(await db.account.findMany(query)), categories: toMap(await db.category.findMany(query)) };
}

/** Texts that people or banks wrote are defused (I3); amounts and dates stay what spreadsheets reckon with. */
function toCells(row: Transaction, { accounts, categories }: Names): Record<(typeof EXPORT_COLUMNS)[number], string> {
  const nameOf = (id: string | null) => (id === null ? "" : (categories.get(id) ?? ""));
  const [only, ...more] = row.lines;
  const category =
    more.length === 0
      ? nameOf(only?.categoryId ?? null)
      : row.lines.map(({ categoryId, amount }) => `${nameOf(categoryId)} ${amount.amount}`.trim()).join(" + ");
  return {
    ...{ id: row.id, date: row.date, amount: row.amount.amount, currency: row.amount.currency },
    ...{ status: row.status, kind: row.kind, review: row.review },
    payee: defuse(row.payee),
    note: defuse(row.note ?? ""),
    category: defuse(category),
    account: defuse(accounts.get(row.accountId) ?? ""),
    externalId: defuse(row.externalId ?? ""),
    rawText: defuse(row.rawText ?? ""),
    lines: writeOwnLines(
      row.lines.map(({ categoryId, amount, note }) => ({
        category: nameOf(categoryId) || null,
        amount: amount.amount,
        note,
      })),
    ),
    transferId: row.transfer?.id ?? "",
  };
}
