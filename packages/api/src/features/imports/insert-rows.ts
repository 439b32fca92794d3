import { yieldToEventLoop } from "../../common/yield-to-event-loop";
import { newTransaction } from "../../ledger/entities/new-transaction";
import { chunk, ROWS_PER_STATEMENT } from "../../ledger/entities/row-writer";
import type { Operation } from "../../ledger/operation";
import type { PlannedRow } from "./decide-rows";
import type { ImportAccount } from "./find-account";
import type { IdentifiedRow } from "./identify-rows";
import { tellProgress } from "./import-progress";
import type { ImportedLeg } from "./link-legs";

/** Rows written between two reports of progress: those of several statements. */
const ROWS_PER_REPORT = 2_000;

interface Setting {
  operation: Operation;
  account: ImportAccount;
  importId: string;
}

/**
 * Adds the rows of a file as transactions.
 *
 * @returns those that were legs of transfers where they were exported
 */
export async function insertRows(
  rows: readonly PlannedRow[],
  { importId, ...setting }: Setting,
): Promise<ImportedLeg[]> {
  const categories = await findCategories(setting.operation, rows);
  const idOf = (name: string | null) => categories.get(name ?? "") ?? null;
  const legs: ImportedLeg[] = [];
  for (const [part, planned] of chunk(rows).entries()) {
    const progress = { done: part * ROWS_PER_STATEMENT, total: rows.length };
    if (rows.length > ROWS_PER_REPORT && progress.done % ROWS_PER_REPORT === 0)
      await tellProgress(setting.operation.tx, importId, progress);
    await yieldToEventLoop();
    const created = planned.map(({ row, isIdTaken }) => {
      const {
        date,
        payee,
        note,
        rawText,
        status,
        review,
        kind = "regular",
        transferId = null,
      } = row;
      const externalId = isIdTaken ? null : row.externalId;
      const transaction = newTransaction(setting, {
        date,
        payee,
        note,
        rawText,
        status,
        review,
        kind,
        importId,
        externalId,
        amountMinor: BigInt(row.amountMinor),
        fingerprint: externalId === null ? row.fingerprint : null,
        statedBalance: row.statedBalanceMinor ?? null,
        lines: linesOf(row, idOf),
      });
      if (transferId !== null) legs.push({ transferId, transactionId: transaction.id });
      return transaction;
    });
    await setting.operation.insert("transaction", created);
  }
  return legs;
}

const linesOf = (
  { lines, category, amountMinor }: IdentifiedRow,
  idOf: (name: string | null) => string | null,
) =>
  (lines ?? [{ category, amountMinor, note: null }]).map((line) => ({
    categoryId: idOf(line.category),
    amountMinor: BigInt(line.amountMinor),
    note: line.note,
  }));

/** Ids by name, for files of pfn's own; a category that is not there, or archived, is left out. */
async function findCategories(
  { tx, ledgerId }: Operation,
  planned: readonly PlannedRow[],
): Promise<Map<string, string>> {
  const named = planned.flatMap(
    ({ row: { lines, category } }) => lines?.map((line) => line.category) ?? [category],
  );
  const names = [...new Set(named)].filter((name) => name !== null);
  if (names.length === 0) return new Map();
  const found = await tx.$queryRaw<{ id: string; name: string }[]>`
    select id, name from categories
    where ledger_id = ${ledgerId}::uuid and name = any(${names}::text[]) and archived_at is null`;
  return new Map(found.map(({ id, name }) => [name, id]));
}
