import { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { hideUnreadOf, may } from "../../ledger/view";
import { toOwnCells } from "../imports/csv/own-cells";
import { EXPORT_COLUMNS } from "../imports/csv/own-format";
import { matchTransactions } from "../transactions/match-transactions";
import { readTransactions } from "../transactions/read-transactions";
import type { Transaction } from "../transactions/schema";
import { ExportedTransaction, type ExportFormat, type ExportTransactionsInput } from "./schema";

/** Rows in memory at once, in a ledger of any size. */
const ROWS_PER_READ = 1_000;

/**
 * Everything that the filters find, newest first, in parts that follow each other. The next part is
 * read only when the one before was taken, so memory stays flat and a slow reader slows down nobody
 * else. Each part shows the ledger as it is at that moment.
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

/** What leaves in a file is cut to what the caller reads like every answer. */
const hideUnread = hideUnreadOf(ExportedTransaction);

async function* toJson(
  ctx: LedgerContext,
  filters: ExportTransactionsInput,
): AsyncGenerator<string> {
  const names = await readNames(ctx);
  const toText = (row: Transaction) => {
    const named = withNames(row, names);
    hideUnread(ctx.principal, named);
    return JSON.stringify(named);
  };
  let before = "[";
  for await (const rows of readAll(ctx, filters)) {
    yield `${before}\n${rows.map(toText).join(",\n")}`;
    before = ",";
  }
  yield before === "[" ? "[]\n" : "\n]\n";
}

/** What spreadsheets reckon with. */
const FIGURES: ReadonlySet<string> = new Set(["date", "amount"]);

/** RFC 4180: lines end in CRLF. Every text stands in quotes (I9). */
function toLine(cells: readonly string[]): string {
  const isFigure = (at: number) => FIGURES.has(EXPORT_COLUMNS[at] ?? "");
  return `${cells.map((cell, at) => (isFigure(at) ? cell : quote(cell))).join(",")}\r\n`;
}

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

async function* toCsv(
  ctx: LedgerContext,
  filters: ExportTransactionsInput,
): AsyncGenerator<string> {
  const names = await readNames(ctx);
  yield `${EXPORT_COLUMNS.join(",")}\r\n`;
  for await (const rows of readAll(ctx, filters)) {
    yield rows.map((row) => toLine(toOwnCells(withNames(row, names)))).join("");
  }
}

interface Names {
  accounts: ReadonlyMap<string, string>;
  categories: ReadonlyMap<string, string>;
}

/** Without the scope for it a name is as unknown as that of nothing. */
async function readNames({ db, principal }: LedgerContext): Promise<Names> {
  const query = { where: { ledgerId: principal.ledgerId }, select: { id: true, name: true } };
  const toMap = (rows: { id: string; name: string }[]) =>
    new Map(rows.map(({ id, name }) => [id, name]));
  return {
    accounts: toMap(may(principal, "accounts:read") ? await db.account.findMany(query) : []),
    categories: toMap(may(principal, "categories:read") ? await db.category.findMany(query) : []),
  };
}

const withNames = (row: Transaction, { accounts, categories }: Names): ExportedTransaction => ({
  ...row,
  account: accounts.get(row.accountId) ?? "",
  lines: row.lines.map((line) => ({
    ...line,
    category: categories.get(line.categoryId ?? "") ?? null,
  })),
});
