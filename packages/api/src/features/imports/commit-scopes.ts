import type { Scope } from "@pfn/keys";
import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import type { SqlReader } from "../../common/reader";
import { may } from "../../ledger/view";
import type { CommitImportInput } from "./commit-schema";

/** Importing adds rows. To change an existing one needs the scope for that. */
const CHANGES: Scope = "transactions:write";
const CREATES: Scope = "categories:write";

/** Every decision of a commit, with its place in the input. */
const decisionsOf = ({ decisions, also = [] }: CommitImportInput) => [
  ...decisions.map(({ decision }, at) => ({ decision, path: `decisions.${at}.decision` })),
  ...also.flatMap((more, nth) =>
    more.decisions.map(({ decision }, at) => ({
      ...{ decision, path: `also.${nth}.decisions.${at}.decision` },
    })),
  ),
];

/**
 * A match writes the bank's identity into a row that is there, and new categories are no rows.
 *
 * @throws DomainError FORBIDDEN naming the first place that needs more than the key has
 */
export function aimCommit(
  { principal, runtime, requiredScopes }: LedgerContext,
  input: CommitImportInput,
) {
  if (principal.kind === "session") return {};
  const { keyId } = principal;
  const match = decisionsOf(input).find(({ decision }) => decision === "match");
  if (match !== undefined)
    require(CHANGES, match.path, {
      detail: '"match" changes a transaction that is there.',
      instead: 'Decide "import" or "skip", leave the row to the owner',
    });
  if (input.createCategories === true)
    require(CREATES, "createCategories", {
      detail: "your key may not create categories.",
      instead: "Leave it out, so that the names stay in the notes",
    });
  return {};

  function require(scope: Scope, path: string, told: { detail: string; instead: string }): void {
    requiredScopes.add(scope);
    if (may(principal, scope)) return;
    runtime.keyUse.refused(keyId);
    const hint = `${told.instead}, or ask for a key with the scope ${scope}.`;
    throw refusal("FORBIDDEN", path, told.detail, hint, { missingScopes: [scope] });
  }
}

/**
 * What undoing it will need: the import's own scope, that for categories where it creates any, and
 * that for changing rows where it changes any.
 */
export async function prepareCommit({ principal, db }: LedgerContext, input: CommitImportInput) {
  const { id, also = [], createCategories } = input;
  const ids = [id, ...also.map((more) => more.id)];
  const changes =
    decisionsOf(input).some(({ decision }) => decision === "match") ||
    (may(principal, CHANGES) && (await hasLegs(db, ids)));
  const further = [...(createCategories === true ? [CREATES] : []), ...(changes ? [CHANGES] : [])];
  return { scope: ["imports:write", ...further].join(" ") };
}

/** Whether the files have rows that were legs of transfers where they were exported. */
async function hasLegs(db: SqlReader, importIds: readonly string[]): Promise<boolean> {
  const found = await db.$queryRaw<unknown[]>`
    select 1 from import_rows
    where import_id = any(${importIds}::uuid[]) and parsed->>'transferId' is not null
    limit 1`;
  return found.length > 0;
}
