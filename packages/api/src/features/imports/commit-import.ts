import type { Scope } from "@pfn/keys";
import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import type { SqlReader } from "../../common/reader";
import { yieldToEventLoop } from "../../common/yield-to-event-loop";
import type { ImportSnapshot } from "../../ledger/entities/import";
import { chunk, ROWS_PER_STATEMENT } from "../../ledger/entities/row-writer";
import { newTransaction, type TransactionSnapshot } from "../../ledger/entities/transaction";
import type { CallersOperation } from "../../ledger/operate";
import type { Operation } from "../../ledger/operation";
import { may } from "../../ledger/view";
import { type BadRow, isBad } from "./csv/parse-rows";
import { decideRows, type PlannedRow } from "./decide-rows";
import { findAccount, type ImportAccount } from "./find-account";
import type { IdentifiedRow } from "./identify-rows";
import { tellProgress } from "./import-progress";
import { judgeRows } from "./judge-rows";
import { type ImportedLeg, linkLegs } from "./link-legs";
import { DRAFT_MS } from "./save-draft";
import type { CommitImportInput } from "./schema";
import { readStoredRows } from "./stored-rows";
import { visibleImports } from "./visible-imports";

/** Rows written between two reports of progress: those of several statements. */
const ROWS_PER_REPORT = 2_000;

/** Left-out rows that an answer names one by one; all are counted. */
const MAX_NAMED = 200;

/**
 * Adds a previewed file's new rows, all or nothing, as one operation. Rows are judged again,
 * because the ledger may have moved on since the preview; possible matches that nobody decided are
 * held.
 *
 * It adds and changes nothing that is there, unless the caller may: matches and transfers need
 * `transactions:write`.
 *
 * @throws DomainError NOT_FOUND; CONFLICT when the import is not a draft any more, or a decision no
 *   longer fits its row;
 * FORBIDDEN for a match by a key that may not change transactions
 */
export async function commitImport(operation: CallersOperation, input: CommitImportInput) {
  const { tx, ledgerId } = operation;
  const draft = await lockDraft(operation, input.id);
  const account = await findAccount(tx, ledgerId, draft.accountId);
  const stored = await readStoredRows(tx, draft.id);
  const readable = stored.filter(isReadable);
  const judged = await judgeRows(tx, { ledgerId, accountId: account.id }, readable);
  const { imported, matched, left, counts } = decideRows(judged, input.decisions);
  await operation.insert("import", [draft]);
  const legs = await insertRows(imported, { operation, account, importId: draft.id });
  const transfers = await linkLegs(legs, operation, account.id);
  await bindMatches(matched, operation);
  return {
    importId: draft.id,
    transfers,
    rows: {
      ...counts,
      imported: imported.length,
      matched: matched.length,
      error: stored.length - readable.length,
    },
    skipped: left.slice(0, MAX_NAMED),
  };
}

type StoredEntry<Row> = Awaited<ReturnType<typeof readStoredRows>>[number] & { row: Row };

const isReadable = (
  entry: StoredEntry<IdentifiedRow | BadRow>,
): entry is StoredEntry<IdentifiedRow> => !isBad(entry.row);

/** Importing adds rows. Whatever changes one that is there needs the scope for that. */
const CHANGES: Scope = "transactions:write";

/**
 * A match writes the bank's identity into a row that is there. @throws DomainError FORBIDDEN naming
 * the first one
 */
export function aimCommit(
  { principal, runtime, requiredScopes }: LedgerContext,
  { decisions }: CommitImportInput,
) {
  const at = decisions.findIndex(({ decision }) => decision === "match");
  if (at === -1 || principal.kind === "session") return {};
  requiredScopes.add(CHANGES);
  if (may(principal, CHANGES)) return {};
  runtime.keyUse.refused(principal.keyId);
  const path = `decisions.${at}.decision`;
  throw refusal(
    "FORBIDDEN",
    path,
    '"match" changes a transaction that is there.',
    'Decide "import" or "skip", leave the row to the owner, or ask for a key with the scope ' +
      `${CHANGES}.`,
    { missingScopes: [CHANGES] },
  );
}

/**
 * What undoing it will need: the import's own scope, and that for changing rows where it changes
 * any.
 */
export async function prepareCommit(
  { principal, db }: LedgerContext,
  { id, decisions }: CommitImportInput,
) {
  const changes =
    decisions.some(({ decision }) => decision === "match") ||
    (may(principal, CHANGES) && (await hasLegs(db, id)));
  return { scope: changes ? `imports:write ${CHANGES}` : "imports:write" };
}

/** Whether the file has rows that were legs of transfers where they were exported. */
async function hasLegs(db: SqlReader, importId: string): Promise<boolean> {
  const found = await db.$queryRaw<unknown[]>`
    select 1 from import_rows
    where import_id = ${importId}::uuid and parsed->>'transferId' is not null
    limit 1`;
  return found.length > 0;
}

/**
 * The draft as it shall be in force, held until the commit so that a newer preview does not take
 * its rows away.
 */
async function lockDraft(
  { now, principal, ledgerId, tx }: CallersOperation,
  id: string,
): Promise<ImportSnapshot> {
  await tx.$queryRaw`
    select 1 from imports
    where id = ${id}::uuid and ledger_id = ${ledgerId}::uuid
    for no key update`;
  const found = await tx.import.findFirst({
    where: { AND: [visibleImports(principal), { id }] },
    omit: { ledgerId: true, updatedAt: true, createdByKeyId: true },
  });
  if (found === null) throw notFound("import");
  const { state, createdAt, fileSha256, ...rest } = found;
  const isOver = now().getTime() - createdAt.getTime() > DRAFT_MS;
  if (state !== "previewed" || isOver) throw notADraft(isOver ? "expired" : state);
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    fileSha256: Buffer.from(fileSha256).toString("hex"),
  };
}

const notADraft = (state: string) =>
  refusal(
    "CONFLICT",
    "id",
    `this import is ${state}.`,
    "Preview the file again and commit the new preview.",
  );

interface Setting {
  operation: Operation;
  account: ImportAccount;
  importId: string;
}

/** @returns those that were legs of transfers where they were exported */
async function insertRows(
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

/**
 * A transaction that was written by hand bears the bank's identity from now on, so that the row is
 * known when it comes again.
 */
async function bindMatches(matched: readonly PlannedRow[], operation: Operation): Promise<void> {
  const rows = new Map(matched.map(({ row, matchId }) => [matchId ?? "", row]));
  const found = await operation.load("transaction", [...rows.keys()]);
  const updates = [...found.values()].flatMap((before) => {
    const row = rows.get(before.id);
    const identity = row === undefined ? null : identityFor(before, row);
    return identity === null ? [] : [{ before, after: { ...before, ...identity } }];
  });
  await operation.update("transaction", updates);
}

/**
 * What a transaction lacks to be known as the row; null when it bears an identity of that kind
 * already.
 */
function identityFor(
  { externalId, fingerprint }: TransactionSnapshot,
  row: IdentifiedRow,
): Partial<TransactionSnapshot> | null {
  if (row.externalId !== null) return externalId === null ? { externalId: row.externalId } : null;
  return fingerprint === null ? { fingerprint: row.fingerprint } : null;
}
