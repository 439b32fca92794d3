import { refusal } from "../../common/errors/refusal";
import type { CategorySnapshot } from "../../ledger/entities/category";
import { chunk } from "../../ledger/entities/row-writer";
import type { Operation } from "../../ledger/operation";
import { readCategory, requireCategory } from "./change-category";
import type { MergeCategoryInput } from "./schema";

/**
 * Moves every line and child of one category to another and removes the first: one operation, so
 * one undo brings all of it back.
 *
 * @throws DomainError NOT_FOUND; CONFLICT for a stale version and for two categories that do not go
 *   together
 */
export async function mergeCategory(
  operation: Operation,
  { id, version, intoId }: MergeCategoryInput,
) {
  const from = await requireCategory(operation, { id, version });
  const into = await requireCategory(operation, { id: intoId, path: "intoId" });
  refuseMisfit(from, into);
  await moveChildren(operation, from, into);
  await moveLines(operation, from.id, into.id);
  await operation.remove("category", [from]);
  return { category: await readCategory(operation, into.id) };
}

function refuseMisfit(from: CategorySnapshot, into: CategorySnapshot): void {
  if (from.id === into.id)
    throw refusal("CONFLICT", "intoId", "this is the same category.", "Name another one.");
  if (from.kind !== into.kind)
    throw refusal(
      "CONFLICT",
      "intoId",
      `that category is for ${into.kind}.`,
      `Choose one for ${from.kind}.`,
    );
  if (into.archivedAt !== null)
    throw refusal(
      "CONFLICT",
      "intoId",
      "that category is archived.",
      "Unarchive it, or choose another one.",
    );
}

async function moveChildren(
  operation: Operation,
  from: CategorySnapshot,
  into: CategorySnapshot,
): Promise<void> {
  const { tx, ledgerId } = operation;
  const children = await tx.category.findMany({
    where: { ledgerId, parentId: from.id },
    select: { id: true },
  });
  if (children.length === 0) return;
  if (into.parentId !== null)
    throw refusal(
      "CONFLICT",
      "intoId",
      "that category has a parent, and so cannot take over children.",
      "Move the children elsewhere first, or choose a category without parent.",
    );
  const ids = children.map(({ id }) => id);
  const updates = [...(await operation.load("category", ids)).values()].map((before) => ({
    before,
    after: { ...before, parentId: into.id },
  }));
  await operation.update("category", updates);
}

/** Tombstones move too: what is deleted can come back by undo, and must then find its category. */
async function moveLines(operation: Operation, fromId: string, intoId: string): Promise<void> {
  const { tx, ledgerId } = operation;
  const found = await tx.transactionLine.groupBy({
    by: "transactionId",
    where: { ledgerId, categoryId: fromId },
    orderBy: { transactionId: "asc" },
  });
  for (const part of chunk(found)) {
    const ids = part.map(({ transactionId }) => transactionId);
    const rows = await operation.load("transaction", ids);
    const updates = [...rows.values()].map((before) => {
      const lines = before.lines.map((line) =>
        line.categoryId === fromId ? { ...line, categoryId: intoId } : line,
      );
      return { before, after: { ...before, lines } };
    });
    await operation.update("transaction", updates);
  }
}
