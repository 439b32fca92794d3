import { notFound, staleVersion } from "../../common/errors/refusals";
import type { CategorySnapshot } from "../../ledger/entities/category";
import type { Operation } from "../../ledger/operation";
import { readCategories } from "./list-categories";
import type { Category } from "./schema";

interface Change {
  id: string;
  version: number;
  /** What the category becomes; refuses what must not be. */
  next: (before: CategorySnapshot) => Promise<CategorySnapshot> | CategorySnapshot;
}

/**
 * What every change of one category has in common. @throws DomainError NOT_FOUND; CONFLICT for a
 * stale version
 */
export async function changeCategory(operation: Operation, { id, version, next }: Change) {
  const before = await requireCategory(operation, { id, version });
  await operation.update("category", [{ before, after: await next(before) }]);
  return { category: await readCategory(operation, id) };
}

/** The category at the version that the caller has read. */
export async function requireCategory(
  operation: Operation,
  { id, version, path = "id" }: { id: string; version?: number; path?: string },
): Promise<CategorySnapshot> {
  const category = (await operation.load("category", [id])).get(id);
  if (category === undefined) throw notFound("category", path);
  if (version !== undefined && category.version !== version)
    throw staleVersion("category", category.version);
  return category;
}

export async function readCategory({ tx, ledgerId }: Operation, id: string): Promise<Category> {
  const [category] = await readCategories(tx, { ledgerId, id });
  if (category === undefined) throw notFound("category");
  return category;
}
