import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import type { Money } from "../../common/money/money";
import { readAmount } from "../../common/money/read-amount";
import type { Operation } from "../../ledger/operation";

interface WireLine {
  categoryId: string | null;
  amount: Money;
  note?: string | undefined;
}

export interface ParsedLine {
  categoryId: string | null;
  amountMinor: bigint;
  note: string | null;
}

/** What the lines belong to; `path` names the place in the input for errors. */
export interface Whole {
  currency: string;
  amountMinor: bigint;
  path: string;
}

/**
 * Category lines from the wire. @throws DomainError BAD_REQUEST unless they sum to the whole
 * (invariant 1) in its currency
 */
export function readLines(
  lines: readonly WireLine[],
  { currency, amountMinor, path }: Whole,
): ParsedLine[] {
  const parsed = lines.map((line, index) => ({
    categoryId: line.categoryId,
    amountMinor: readAmount(line.amount, currency, `${path}.lines.${index}.amount`),
    note: line.note ?? null,
  }));
  const sum = parsed.reduce((total, line) => total + line.amountMinor, 0n);
  if (sum === amountMinor) return parsed;
  throw refusal(
    "BAD_REQUEST",
    `${path}.lines`,
    "they must sum to the transaction's amount.",
    "Change a line or the amount so that both agree to the last digit.",
  );
}

/**
 * Refuses categories that are not this ledger's, and archived ones. @throws DomainError NOT_FOUND,
 * CONFLICT, naming the place
 */
export async function requireCategories(
  { tx, ledgerId }: Operation,
  wanted: readonly { categoryId: string; path: string }[],
): Promise<void> {
  if (wanted.length === 0) return;
  const ids = [...new Set(wanted.map(({ categoryId }) => categoryId))];
  const found = await tx.category.findMany({
    where: { ledgerId, id: { in: ids } },
    select: { id: true, archivedAt: true },
  });
  const known = new Map(found.map(({ id, archivedAt }) => [id, archivedAt]));
  for (const { categoryId, path } of wanted) {
    const archivedAt = known.get(categoryId);
    if (archivedAt === undefined) throw notFound("category", path);
    if (archivedAt !== null) {
      throw refusal(
        "CONFLICT",
        path,
        "the category is archived.",
        "Unarchive it, or use another category.",
      );
    }
  }
}
