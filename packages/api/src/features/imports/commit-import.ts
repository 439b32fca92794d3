import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import type { ImportSnapshot } from "../../ledger/entities/import";
import type { CallersOperation } from "../../ledger/operate";
import { bindMatches } from "./bind-matches";
import type { CommitImportInput } from "./commit-schema";
import { decideRows } from "./decide-rows";
import { type BadRow, isBad } from "./file-part";
import { findAccount } from "./find-account";
import type { IdentifiedRow } from "./identify-rows";
import { insertRows } from "./insert-rows";
import { judgeRows } from "./judge-rows";
import { keepBalance } from "./keep-balance";
import { linkLegs } from "./link-legs";
import { DRAFT_MS } from "./save-draft";
import { readStoredRows } from "./stored-rows";
import { visibleImports } from "./visible-imports";

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
  const unread = stored.map(({ row }) => row).filter(isBad);
  const judged = await judgeRows(
    tx,
    { ledgerId, accountId: account.id, format: draft.format },
    readable,
  );
  const { imported, matched, left, counts } = decideRows(judged, input.decisions);
  await operation.insert("import", [draft]);
  const legs = await insertRows(imported, { operation, account, importId: draft.id });
  const transfers = await linkLegs(legs, operation, account.id);
  await bindMatches(matched, operation);
  await keepBalance(operation, { draft, account, rows: stored, addOpening: input.addOpening });
  return {
    importId: draft.id,
    transfers,
    rows: {
      ...counts,
      imported: imported.length,
      matched: matched.length,
      not_booked: counts.not_booked + unread.filter(({ isBooked }) => isBooked === false).length,
      error: unread.filter(({ isBooked }) => isBooked !== false).length,
    },
    skipped: left.slice(0, MAX_NAMED),
  };
}

type StoredEntry<Row> = Awaited<ReturnType<typeof readStoredRows>>[number] & { row: Row };

const isReadable = (
  entry: StoredEntry<IdentifiedRow | BadRow>,
): entry is StoredEntry<IdentifiedRow> => !isBad(entry.row);

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
