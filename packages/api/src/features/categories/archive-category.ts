import { DomainError } from "../../common/errors/domain-error";
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
      throw new DomainError(
        "CONFLICT",
        `The category is ${archivedAt === null ? "not " : ""}archived already.`,
        {
          path: "id",
          hint: "There is nothing to do.",
        },
      );
    },
  });
}
