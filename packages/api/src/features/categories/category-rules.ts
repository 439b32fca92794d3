import type { CategoryKind } from "@pfn/db";
import { refusal } from "../../common/errors/refusal";
import { nameTaken } from "../../common/errors/refusals";
import type { Operation } from "../../ledger/operation";
import { requireCategory } from "./change-category";

/** @throws DomainError CONFLICT, to its readers naming the category that has the name */
export async function refuseTakenName(name: string, { tx, ledgerId }: Operation): Promise<void> {
  const taken = await tx.category.findFirst({ where: { ledgerId, name }, select: { id: true } });
  if (taken === null) return;
  throw nameTaken("category", { name, id: taken.id, readWith: "categories:read" });
}

/**
 * The category that shall have children: of the top level, of their kind.
 *
 * @throws DomainError NOT_FOUND, also for somebody else's; CONFLICT for one that cannot be a parent
 */
export async function requireParent(
  operation: Operation,
  { parentId, kind }: { parentId: string; kind?: CategoryKind | undefined },
) {
  const parent = await requireCategory(operation, { id: parentId, path: "parentId" });
  if (parent.parentId !== null)
    throw refusal(
      "CONFLICT",
      "parentId",
      "that category has a parent itself.",
      "Choose a category without a parent.",
      { forReaders: { scope: "categories:read", hint: `Use its parent ${parent.parentId}.` } },
    );
  if (kind !== undefined && parent.kind !== kind)
    throw refusal(
      "CONFLICT",
      "parentId",
      `that category is for ${parent.kind}.`,
      `Choose a parent for ${kind}.`,
    );
  return parent;
}
