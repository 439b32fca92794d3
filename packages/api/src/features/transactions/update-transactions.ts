import type { Scope } from "@pfn/keys";
import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { notFound, staleVersion } from "../../common/errors/refusals";
import { readAmount } from "../../common/money/read-amount";
import { newLine, type TransactionSnapshot } from "../../ledger/entities/transaction";
import type { Operation, RowUpdate } from "../../ledger/operation";
import { requireScopes } from "../../ledger/require-scopes";
import { refuseUnfitLegs } from "../transfers/refuse-unfit-legs";
import { readLines, requireCategories } from "./read-lines";
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

function applyPatch(before: TransactionSnapshot, patch: Patch, path: string): TransactionSnapshot {
  const { lines, categoryId, amount, note, payee, review, date, status } = patch;
  const amountMinor =
    amount === undefined
      ? BigInt(before.amountMinor)
      : readAmount(amount, before.currency, `${path}.patch.amount`);
  return {
    ...before,
    ...(payee === undefined ? {} : { payee }),
    ...(note === undefined ? {} : { note: note === "" ? null : note }),
    ...(review === undefined ? {} : { review }),
    ...(date === undefined ? {} : { date }),
    ...(status === undefined ? {} : { status }),
    amountMinor: amountMinor.toString(),
    lines: nextLines({ before, lines, categoryId, amountMinor, path: `${path}.patch` }),
  };
}

interface LinesChange extends Pick<Patch, "lines" | "categoryId"> {
  before: TransactionSnapshot;
  amountMinor: bigint;
  path: string;
}

function nextLines({ before, lines, categoryId, amountMinor, path }: LinesChange) {
  if (lines !== undefined && categoryId !== undefined) {
    throw refusal(
      "BAD_REQUEST",
      `${path}.categoryId`,
      `send either this or \`lines\`.`,
      "Leave one of them out.",
    );
  }
  if (before.kind !== "regular" && (categoryId !== undefined || lines !== undefined)) {
    const field = `${path}.${lines === undefined ? "categoryId" : "lines"}`;
    throw refusal(
      "BAD_REQUEST",
      field,
      `a transaction of kind ${before.kind} has no category.`,
      "Categorize regular transactions only.",
    );
  }
  if (lines !== undefined)
    return readLines(lines, { currency: before.currency, amountMinor, path }).map(newLine);
  const [only, ...more] = before.lines;
  if (categoryId !== undefined)
    return [newLine({ categoryId, amountMinor, note: only?.note ?? null })];
  if (amountMinor.toString() === before.amountMinor) return before.lines;
  if (only !== undefined && more.length === 0)
    return [{ ...only, amountMinor: amountMinor.toString() }];
  throw refusal(
    "BAD_REQUEST",
    `${path}.amount`,
    "this transaction is split.",
    "Send `lines` that sum to the new amount with it.",
  );
}

/** The categories that a row gets. One that it has already may stay, archived or not. */
function newCategories(
  { patch }: UpdateTransactionsInput["transactions"][number],
  index: number,
  before: TransactionSnapshot | undefined,
) {
  const path = `transactions.${index}.patch`;
  const named = [
    { categoryId: patch.categoryId, path: `${path}.categoryId` },
    ...(patch.lines ?? []).map(({ categoryId }, line) => ({
      categoryId,
      path: `${path}.lines.${line}.categoryId`,
    })),
  ];
  const had = new Set(before?.lines.map(({ categoryId }) => categoryId));
  return named.flatMap(({ categoryId, path: at }) =>
    categoryId == null || had.has(categoryId) ? [] : [{ categoryId, path: at }],
  );
}
