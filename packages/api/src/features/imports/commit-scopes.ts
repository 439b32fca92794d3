import type { Scope } from "@pfn/keys";
import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import type { SqlReader } from "../../common/reader";
import { may } from "../../ledger/view";
import type { CommitImportInput } from "./commit-schema";

/** Importing adds rows. To change an existing one needs the scope for that. */
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
