import { refusal } from "../../common/errors/refusal";
import type { LedgerWriteContext } from "../../ledger/run-operation";
import { changeCategory } from "./change-category";
import type { ArchiveCategoryInput } from "./schema";

/**
 * Lines that have the category keep it; new ones cannot get it. @throws DomainError NOT_FOUND;
 * CONFLICT when stale or archived
 */
export const archiveCategory = (ctx: LedgerWriteContext, input: ArchiveCategoryInput) =>
  setArchivedAt(ctx, input, ctx.now().toISOString());

/** @throws DomainError NOT_FOUND; CONFLICT when stale or not archived */
export const unarchiveCategory = (ctx: LedgerWriteContext, input: ArchiveCategoryInput) =>
  setArchivedAt(ctx, input, null);

function setArchivedAt(
  ctx: LedgerWriteContext,
  input: ArchiveCategoryInput,
  archivedAt: string | null,
) {
  const { id, version } = input;
  return ctx.operate(input, (operation) =>
    changeCategory(operation, {
      id,
      version,
      next: (before) => {
        if ((before.archivedAt === null) !== (archivedAt === null))
          return { ...before, archivedAt };
        throw refusal(
          "CONFLICT",
          "id",
          archivedAt === null
            ? "the category is not archived."
            : "the category is archived already.",
          "There is nothing to do.",
        );
      },
    }),
  );
}
