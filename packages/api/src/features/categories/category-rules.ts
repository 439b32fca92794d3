import type { CategoryKind } from "@pfn/db";
import { DomainError } from "../../common/errors/domain-error";
import type { Operation } from "../../ledger/operation";
import { requireCategory } from "./change-category";

/** @throws DomainError CONFLICT, to its readers naming the category that has the name */
export async function refuseTakenName(name: string, { tx, ledgerId }: Operation): Promise<void> {
  const taken = await tx.category.findFirst({ where: { ledgerId, name }, select: { id: true } });
  if (taken === null) return;
  throw new DomainError("CONFLICT", `\`name\`: there is a category named "${name}" already.`, {
    path: "name",
    hint: "Choose another name.",
    forReaders: {
      scope: "categories:read",
      hint: `Use the category ${taken.id}, or choose another name.`,
    },
  });
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
    throw new DomainError("CONFLICT", "`parentId`: that category has a parent itself.", {
      path: "parentId",
      hint: "Choose a category without a parent.",
      forReaders: { scope: "categories:read", hint: `Use its parent ${parent.parentId}.` },
    });
  if (kind !== undefined && parent.kind !== kind)
    throw conflict(
      "parentId",
      `that category is for ${parent.kind}.`,
      `Choose a parent for ${kind}.`,
    );
  return parent;
}

export const conflict = (path: string, what: string, hint: string) =>
  new DomainError("CONFLICT", `\`${path}\`: ${what}`, { path, hint });
