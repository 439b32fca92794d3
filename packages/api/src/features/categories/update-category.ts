import { refusal } from "../../common/errors/refusal";
import type { CategorySnapshot } from "../../ledger/entities/category";
import type { Operation } from "../../ledger/operation";
import { refuseTakenName, requireParent } from "./category-rules";
import { changeCategory } from "./change-category";
import type { UpdateCategoryInput } from "./schema";

/**
 * Renames a category or moves it below another one.
 *
 * @throws DomainError NOT_FOUND; CONFLICT for a stale version, a taken name, and a parent that
 *   cannot be one
 */
export function updateCategory(operation: Operation, input: UpdateCategoryInput) {
  const { id, version, name, parentId } = input;
  return changeCategory(operation, {
    id,
    version,
    next: async (before) => {
      if (name !== undefined && name !== before.name) await refuseTakenName(name, operation);
      if (parentId !== undefined && parentId !== null)
        await refuseMisfit(operation, before, parentId);
      return {
        ...before,
        ...(name === undefined ? {} : { name }),
        ...(parentId === undefined ? {} : { parentId }),
      };
    },
  });
}

async function refuseMisfit(
  operation: Operation,
  { id, kind }: CategorySnapshot,
  parentId: string,
) {
  if (parentId === id)
    throw refusal(
      "CONFLICT",
      "parentId",
      "a category cannot be its own parent.",
      "Name another one.",
    );
  await requireParent(operation, { parentId, kind });
  const { tx, ledgerId } = operation;
  const child = await tx.category.findFirst({
    where: { ledgerId, parentId: id },
    select: { id: true },
  });
  if (child !== null)
    throw refusal(
      "CONFLICT",
      "parentId",
      "this category has children itself.",
      "Move its children elsewhere first.",
    );
}
