import { newId } from "../../common/ids";
import type { Operation } from "../../ledger/operation";
import { refuseTakenName, requireParent } from "./category-rules";
import { readCategory } from "./change-category";
import type { CreateCategoryInput } from "./schema";

/**
 * @throws DomainError NOT_FOUND for the parent; CONFLICT when the name is taken or the parent
 * cannot be one
 */
export async function createCategory(operation: Operation, input: CreateCategoryInput) {
  const { name, kind, parentId = null } = input;
  const parent = parentId === null ? null : await requireParent(operation, { parentId, kind });
  await refuseTakenName(name, operation);
  const id = newId();
  const createdAt = operation.now().toISOString();
  const own = { name, parentId, kind: kind ?? parent?.kind ?? "expense", archivedAt: null };
  await operation.insert("category", [{ id, version: 1, createdAt, ...own }]);
  return { category: await readCategory(operation, id) };
}
