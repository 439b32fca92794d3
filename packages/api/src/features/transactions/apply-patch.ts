import { defined } from "../../common/defined";
import { refusal } from "../../common/errors/refusal";
import { readAmount } from "../../common/money/read-amount";
import { newLine, type TransactionSnapshot } from "../../ledger/entities/transaction";
import { readLines } from "./read-lines";
import type { Patch } from "./schema";

/**
 * A row with the fields of a patch, its lines summing to its amount. `path` names the change in a
 * refusal.
 *
 * @throws DomainError BAD_REQUEST for lines or an amount that do not fit the row
 */
export function applyPatch(
  before: TransactionSnapshot,
  patch: Patch,
  path: string,
): TransactionSnapshot {
  const { lines, categoryId, amount, ...own } = patch;
  const amountMinor =
    amount === undefined
      ? BigInt(before.amountMinor)
      : readAmount(amount, before.currency, `${path}.patch.amount`);
  return {
    ...before,
    ...defined(own),
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
