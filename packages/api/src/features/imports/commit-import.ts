import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import { type ImportSnapshot, Ref } from "../../ledger/entities/import";
import type { CallersOperation } from "../../ledger/operate";
import { bindMatches } from "./bind-matches";
import type { CommitImportInput } from "./commit-schema";
import { decideRows } from "./decide-rows";
import { type BadRow, isBad } from "./file-part";
import { findAccount } from "./find-account";
import { findCategories } from "./find-categories";
import type { IdentifiedRow } from "./identify-rows";
import { insertRows } from "./insert-rows";
import { judgeRows } from "./judge-rows";
import { keepBalance } from "./keep-balance";
import { linkLegs } from "./link-legs";
import { linkNamedLegs } from "./link-named-legs";
import { DRAFT_MS } from "./save-draft";
import { MAX_FILE_ROWS } from "./schema";
import { readStoredRows } from "./stored-rows";
import { visibleImports } from "./visible-imports";

/** Left-out rows that an answer names one by one; all are counted. */
const MAX_NAMED = 200;

/**
 * Adds the new rows of previewed files, all or nothing, as one operation. Rows are judged again,
 * because the ledger may have moved on since the preview; possible matches that nobody decided are
 * held.
 *
 * It adds and changes nothing that is there, unless the caller may: matches and transfers with
 * older legs need `transactions:write`.
 *
 * @throws DomainError BAD_REQUEST for a preview named twice; NOT_FOUND; CONFLICT when an import is
 *   not a draft any more, or a decision no longer fits its row; PAYLOAD_TOO_LARGE for too many rows
 *   together; FORBIDDEN for a match by a key that may not change transactions
 */
export async function commitImport(operation: CallersOperation, input: CommitImportInput) {
  const previews = previewsOf(input);
  const done: Committed[] = [];
  for (const preview of previews) {
    const rows = done.reduce((sum, { rowCount }) => sum + rowCount, 0);
    done.push(await commitOne(operation, { ...preview, mayHave: MAX_FILE_ROWS - rows }));
  }
  const named = await linkNamedLegs(done, operation);
  const count = <Key extends keyof Committed["rows"]>(key: Key) =>
    done.reduce((sum, { rows }) => sum + rows[key], 0);
  return {
    importId: input.id,
    transfers: {
      linked: named + done.reduce((sum, { transfers }) => sum + transfers.linked, 0),
      left: done.reduce((sum, { transfers }) => sum + transfers.left, 0),
    },
    categoriesCreated: done.reduce((sum, { categoriesCreated }) => sum + categoriesCreated, 0),
    rows: {
      ...{ imported: count("imported"), matched: count("matched"), held: count("held") },
      ...{ skipped: count("skipped"), duplicate: count("duplicate") },
      ...{ previously_deleted: count("previously_deleted") },
      ...{ not_booked: count("not_booked"), error: count("error") },
    },
    skipped: done.flatMap(({ left }) => left).slice(0, MAX_NAMED),
  };
}

interface PreviewToCommit {
  id: string;
  decisions: CommitImportInput["decisions"];
  /** Where it stands in the input. */
  path: string;
  addOpening: boolean;
  createCategories: boolean;
}

function previewsOf(input: CommitImportInput) {
  const { id, decisions, addOpening, also = [], createCategories = false } = input;
  const previews: PreviewToCommit[] = [
    { id, decisions, addOpening, path: "", createCategories },
    ...also.map((more, at) => ({ ...more, path: `also.${at}.`, createCategories })),
  ];
  const twice = previews.find((one, at) => previews.findIndex((other) => other.id === one.id) < at);
  if (twice === undefined) return previews;
  throw refusal("BAD_REQUEST", `${twice.path}id`, "named twice.", "Name each preview once.");
}

type Committed = Awaited<ReturnType<typeof commitOne>>;

async function commitOne(
  operation: CallersOperation,
  preview: PreviewToCommit & { mayHave: number },
) {
  const { id, decisions, path, addOpening, createCategories, mayHave } = preview;
  const { tx, ledgerId } = operation;
  const draft = await lockDraft(operation, { id, path });
  const account = await findAccount(tx, ledgerId, draft.accountId);
  const stored = await readStoredRows(tx, draft.id);
  if (stored.length > mayHave) throw tooManyTogether(`${path}id`);
  const readable = stored.filter(isReadable);
  const unread = stored.map(({ row }) => row).filter(isBad);
  const judged = await judgeRows(
    tx,
    { ledgerId, accountId: account.id, format: draft.format },
    readable,
  );
  const { imported, matched, left, counts } = decideRows(judged, { decisions, path });
  await operation.insert("import", [draft]);
  const categories = await findCategories(
    operation,
    imported.map(({ row }) => row),
    createCategories,
  );
  const setting = { operation, account, importId: draft.id, categories };
  const { legs, named } = await insertRows(imported, setting);
  const transfers = await linkLegs(legs, operation, account.id);
  await bindMatches(matched, operation);
  await keepBalance(operation, { draft, account, rows: stored, addOpening, path });
  return {
    transfers,
    ref: Ref.safeParse(draft.mapping).data?.ref?.hash ?? null,
    legs: named,
    rowCount: stored.length,
    categoriesCreated: categories.created,
    rows: {
      ...counts,
      imported: imported.length,
      matched: matched.length,
      not_booked: counts.not_booked + unread.filter(({ isBooked }) => isBooked === false).length,
      error: unread.filter(({ isBooked }) => isBooked !== false).length,
    },
    left: left
      .slice(0, MAX_NAMED)
      .map((one) => (path === "" ? one : { ...one, importId: draft.id })),
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
  { id, path }: { id: string; path: string },
): Promise<ImportSnapshot> {
  await tx.$queryRaw`
    select 1 from imports
    where id = ${id}::uuid and ledger_id = ${ledgerId}::uuid
    for no key update`;
  const found = await tx.import.findFirst({
    where: { AND: [visibleImports(principal), { id }] },
    omit: { ledgerId: true, updatedAt: true, createdByKeyId: true },
  });
  if (found === null) throw notFound("import", `${path}id`);
  const { state, createdAt, fileSha256, ...rest } = found;
  const isOver = now().getTime() - createdAt.getTime() > DRAFT_MS;
  if (state !== "previewed" || isOver) throw notADraft(isOver ? "expired" : state, `${path}id`);
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    fileSha256: Buffer.from(fileSha256).toString("hex"),
  };
}

const notADraft = (state: string, path: string) =>
  refusal(
    "CONFLICT",
    path,
    `this import is ${state}.`,
    "Preview the file again and commit the new preview.",
  );

const tooManyTogether = (path: string) =>
  refusal(
    "PAYLOAD_TOO_LARGE",
    path,
    `the previews have more than ${MAX_FILE_ROWS} rows together.`,
    "Commit some of them by another call; transfers link within one call.",
  );
