import { yieldToEventLoop } from "../../common/yield-to-event-loop";
import { newTransaction } from "../../ledger/entities/new-transaction";
import { chunk, ROWS_PER_STATEMENT } from "../../ledger/entities/row-writer";
import type { Operation } from "../../ledger/operation";
import type { PlannedRow } from "./decide-rows";
import type { ImportAccount } from "./find-account";
import type { FoundCategories, NamedCategory } from "./find-categories";
import type { IdentifiedRow } from "./identify-rows";
import { tellProgress } from "./import-progress";
import type { ImportedLeg } from "./link-legs";
import type { NamedLeg } from "./link-named-legs";

/** Rows written between two reports of progress: those of several statements. */
const ROWS_PER_REPORT = 2_000;

interface Setting {
  operation: Operation;
  account: ImportAccount;
  importId: string;
  categories: FoundCategories;
}

/** Rows that were legs of transfers where they were exported. */
interface InsertedLegs {
  /** In exports of pfn, which name a transfer by its id. */
  legs: ImportedLeg[];
  /** In exports of other programs, which name the other account. */
  named: NamedLeg[];
}

/** Adds the rows of a file as transactions. */
export async function insertRows(
  rows: readonly PlannedRow[],
  { importId, categories, ...setting }: Setting,
): Promise<InsertedLegs> {
  const { legs, named }: InsertedLegs = { legs: [], named: [] };
  for (const [part, planned] of chunk(rows).entries()) {
    const progress = { done: part * ROWS_PER_STATEMENT, total: rows.length };
    if (rows.length > ROWS_PER_REPORT && progress.done % ROWS_PER_REPORT === 0)
      await tellProgress(setting.operation.tx, importId, progress);
    await yieldToEventLoop();
    const created = planned.map(({ row, isIdTaken }) => {
      const {
        date,
        payee,
        rawText,
        status,
        review,
        kind = "regular",
        transferId = null,
        transferTo = null,
      } = row;
      const externalId = isIdTaken ? null : row.externalId;
      const transaction = newTransaction(setting, {
        date,
        payee,
        rawText,
        status,
        review,
        kind,
        importId,
        externalId,
        amountMinor: BigInt(row.amountMinor),
        fingerprint: externalId === null ? row.fingerprint : null,
        statedBalance: row.statedBalanceMinor ?? null,
        ...withCategories(row, categories),
      });
      if (transferId !== null) legs.push({ transferId, transactionId: transaction.id });
      if (transferTo !== null && kind === "regular") named.push({ transaction, transferTo });
      return transaction;
    });
    await setting.operation.insert("transaction", created);
  }
  return { legs, named };
}

/** A row's note and lines. What is no category of the ledger is kept in words. */
function withCategories(row: IdentifiedRow, { idOf, isUnknown }: FoundCategories) {
  const { lines = null, note, amountMinor } = row;
  const noteOf = (told: NamedCategory & { note: string | null }, most: number) =>
    isUnknown(told) ? addWords(told.note, `Category: ${told.category}`, most) : told.note;
  if (lines === null)
    return {
      note: noteOf(row, NOTE_CHARS),
      lines: [{ categoryId: idOf(row), amountMinor: BigInt(amountMinor), note: null }],
    };
  return {
    note,
    lines: lines.map((line) => ({
      ...{ categoryId: idOf(line), amountMinor: BigInt(line.amountMinor) },
      note: noteOf(line, LINE_CHARS),
    })),
  };
}

/** Characters of a note, and of that of a line. */
const [NOTE_CHARS, LINE_CHARS] = [1_000, 500];

const addWords = (note: string | null, words: string, most: number): string => {
  const whole = note === null ? words : `${note}\n${words}`;
  return whole.length <= most || note === null ? whole : note;
};
