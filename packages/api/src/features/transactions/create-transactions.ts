import { defined } from "../../common/defined";
import { refusal } from "../../common/errors/refusal";
import { readAmount } from "../../common/money/read-amount";
import { newTransaction } from "../../ledger/entities/new-transaction";
import type { TransactionSnapshot } from "../../ledger/entities/transaction";
import type { Operation } from "../../ledger/operation";
import { requireOpenAccounts } from "../accounts/require-open-accounts";
import { type ParsedLine, readLines, requireCategories, type Whole } from "./read-lines";
import type { CreateTransactionsInput, NewTransaction } from "./schema";

type RowResult =
  | { index: number; result: "created"; id: string }
  | { index: number; result: "duplicate"; existingId: string };

/**
 * Adds 1 to 200 transactions, all or nothing. A row whose `externalId` its account already has is
 * answered as a duplicate of the row that is there, tombstones included (invariant 7).
 *
 * @throws DomainError NOT_FOUND for an account or category of somebody else or nobody; BAD_REQUEST
 *   for currency and line sums;
 * CONFLICT for a closed account
 */
export async function createTransactions(operation: Operation, input: CreateTransactionsInput) {
  const accounts = await requireOpenAccounts(
    operation,
    input.transactions.map(({ accountId }, index) => ({
      accountId,
      path: `transactions.${index}.accountId`,
    })),
  );
  await requireCategories(operation, input.transactions.flatMap(namedCategories));
  const existing = await findExisting(input.transactions, operation);
  const rows: TransactionSnapshot[] = [];
  const results: RowResult[] = [];
  for (const [index, row] of input.transactions.entries()) {
    const account = accounts[index];
    if (account === undefined) continue;
    const identity = identityOf(row);
    const duplicateOf = identity === null ? undefined : existing.get(identity);
    if (duplicateOf !== undefined) {
      results.push({ index, result: "duplicate", existingId: duplicateOf });
      continue;
    }
    const path = `transactions.${index}`;
    const amountMinor = readAmount(row.amount, account.currency, `${path}.amount`);
    const lines = linesOf(row, { currency: account.currency, amountMinor, path });
    const fields = { ...fieldsOf(row), amountMinor, lines };
    const created = newTransaction({ operation, account }, fields);
    if (identity !== null) existing.set(identity, created.id);
    rows.push(created);
    results.push({ index, result: "created", id: created.id });
  }
  await operation.insert("transaction", rows);
  const skipped = results.flatMap((row) =>
    row.result === "duplicate"
      ? [{ index: row.index, reason: "duplicate", id: row.existingId }]
      : [],
  );
  return { results, skipped };
}

/** Those that a row has as they are sent. */
const fieldsOf = ({ accountId, amount, categoryId, lines, ...own }: NewTransaction) => defined(own);

const identityOf = ({ accountId, externalId }: NewTransaction) =>
  externalId === undefined ? null : `${accountId} ${externalId}`;

/** The lines as given, or one over the whole amount. */
function linesOf({ lines, categoryId }: NewTransaction, whole: Whole): ParsedLine[] {
  if (lines === undefined)
    return [{ categoryId: categoryId ?? null, amountMinor: whole.amountMinor, note: null }];
  if (categoryId === undefined) return readLines(lines, whole);
  const path = `${whole.path}.categoryId`;
  throw refusal("BAD_REQUEST", path, `send either this or \`lines\`.`, "Leave one of them out.");
}

const namedCategories = ({ categoryId, lines = [] }: NewTransaction, index: number) => {
  const path = `transactions.${index}`;
  const named = [
    { categoryId: categoryId ?? null, path: `${path}.categoryId` },
    ...lines.map((line, at) => ({
      categoryId: line.categoryId,
      path: `${path}.lines.${at}.categoryId`,
    })),
  ];
  return named.flatMap((place) =>
    place.categoryId === null ? [] : [{ ...place, categoryId: place.categoryId }],
  );
};

async function findExisting(
  rows: readonly NewTransaction[],
  { tx, ledgerId }: Operation,
): Promise<Map<string, string>> {
  const externalIds = rows.flatMap(({ externalId }) =>
    externalId === undefined ? [] : [externalId],
  );
  if (externalIds.length === 0) return new Map();
  const accountIds = [...new Set(rows.map(({ accountId }) => accountId))];
  const found = await tx.transaction.findMany({
    where: { ledgerId, accountId: { in: accountIds }, externalId: { in: externalIds } },
    select: { id: true, accountId: true, externalId: true },
  });
  return new Map(found.map(({ id, accountId, externalId }) => [`${accountId} ${externalId}`, id]));
}
