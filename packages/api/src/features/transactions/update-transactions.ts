import type { Scope } from "@pfn/keys";
import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { notFound, staleVersion } from "../../common/errors/refusals";
import type { TransactionSnapshot } from "../../ledger/entities/transaction";
import type { Operation, RowUpdate } from "../../ledger/operation";
import { requireScopes } from "../../ledger/require-scopes";
import { refuseUnfitLegs } from "../transfers/refuse-unfit-legs";
import { applyPatch } from "./apply-patch";
import { requireCategories } from "./read-lines";
import type { Patch, UpdateTransactionsInput } from "./schema";

/**
 * Changes 1 to 200 transactions, all or nothing. With `transactions:categorize` a key sets category
 * lines, payee, note and review; date, amount and status need `transactions:write`.
 *
 * @throws DomainError FORBIDDEN naming the missing scope; NOT_FOUND; CONFLICT for a stale version;
 *   BAD_REQUEST for line sums
 */
export async function updateTransactions(operation: Operation, input: UpdateTransactionsInput) {
  const found = await operation.load(
    "transaction",
    input.transactions.map(({ id }) => id),
  );
  await requireCategories(
    operation,
    input.transactions.flatMap((change, index) =>
      newCategories(change, index, found.get(change.id)),
    ),
  );
  const updates: RowUpdate<TransactionSnapshot>[] = [];
  for (const [index, { id, version, patch }] of input.transactions.entries()) {
    const path = `transactions.${index}`;
    const before = found.get(id);
    if (before === undefined || before.deletedAt !== null)
      throw notFound("transaction", `${path}.id`);
    if (before.version !== version)
      throw staleVersion("transaction", before.version, `${path}.version`);
    updates.push({ before, after: applyPatch(before, patch, path) });
  }
  await refuseDaysAfterClosing(operation, updates);
  await refuseUnfitLegs(operation, updates);
  await operation.update("transaction", updates);
  return { results: updates.map(({ before: { id, version } }) => ({ id, version: version + 1 })) };
}

/** A closed account has no rows after its last day. */
async function refuseDaysAfterClosing(
  operation: Operation,
  updates: readonly RowUpdate<TransactionSnapshot>[],
): Promise<void> {
  if (updates.every(({ before, after }) => before.date === after.date)) return;
  const accounts = await operation.load("account", [
    ...new Set(updates.map(({ after }) => after.accountId)),
  ]);
  for (const [index, { before, after }] of updates.entries()) {
    const closedOn = accounts.get(after.accountId)?.closedOn ?? null;
    if (closedOn === null || before.date === after.date || after.date <= closedOn) continue;
    const path = `transactions.${index}.patch.date`;
    throw refusal(
      "CONFLICT",
      path,
      "the account was closed by then.",
      "Choose an earlier day, or reopen the account.",
      {
        forReaders: {
          scope: "accounts:read",
          what: `the account is closed since ${closedOn}.`,
        },
      },
    );
  }
}

/** Which scope these patches need. @throws DomainError FORBIDDEN for a key without it */
export function aimUpdate(caller: LedgerContext, input: UpdateTransactionsInput) {
  const scope = neededScope(input);
  requireScopes(caller, scope);
  return { scope };
}

/** What `transactions:categorize` does not reach. */
const GUARDED_FIELDS = ["date", "amount", "status"] as const satisfies (keyof Patch)[];

/** The scope for all the patches together; undoing them later needs the same one. */
function neededScope(input: UpdateTransactionsInput): Scope {
  const touchesGuarded = input.transactions.some(({ patch }) =>
    GUARDED_FIELDS.some((field) => patch[field] !== undefined),
  );
  return touchesGuarded ? "transactions:write" : "transactions:categorize";
}

/** The categories that a row gets. One that it has already may stay, archived or not. */
function newCategories(
  { patch }: UpdateTransactionsInput["transactions"][number],
  index: number,
  before: TransactionSnapshot | undefined,
) {
  const path = `transactions.${index}.patch`;
  const named = [
    { categoryId: patch.categoryId, at: `${path}.categoryId` },
    ...(patch.lines ?? []).map(({ categoryId }, line) => ({
      categoryId,
      at: `${path}.lines.${line}.categoryId`,
    })),
  ];
  const had = new Set(before?.lines.map(({ categoryId }) => categoryId));
  const added: { categoryId: string; path: string }[] = [];
  for (const { categoryId, at } of named)
    if (categoryId != null && !had.has(categoryId)) added.push({ categoryId, path: at });
  return added;
}
