import { refusal } from "../../common/errors/refusal";
import type { Operation } from "../../ledger/operation";
import { changeCategory } from "./change-category";
import type { ArchiveCategoryInput } from "./schema";

/**
 * Lines that have the category keep it; new ones cannot get it. @throws DomainError NOT_FOUND;
 * CONFLICT when stale or archived
 */
export const archiveCategory = (operation: Operation, input: ArchiveCategoryInput) =>
  setArchivedAt(operation, input, operation.now().toISOString());

/** @throws DomainError NOT_FOUND; CONFLICT when stale or not archived */
export const unarchiveCategory = (operation: Operation, input: ArchiveCategoryInput) =>
  setArchivedAt(operation, input, null);

function setArchivedAt(
  operation: Operation,
  { id, version }: ArchiveCategoryInput,
  archivedAt: string | null,
) {
  return changeCategory(operation, {
    id,
    version,
    next: (before) => {
      if ((before.archivedAt === null) !== (archivedAt === null)) return { ...before, archivedAt };
      throw refusal(
        "CONFLICT",
        "id",
        archivedAt === null ? "the category is not archived." : "the category is archived already.",
        "There is nothing to do.",
      );
    },
  });
}
