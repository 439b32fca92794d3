import { operate } from "../../ledger/operate";
import { ledgerProcedure, ledgerWriteProcedure, router } from "../../procedures/trpc";
import { archiveCategory, unarchiveCategory } from "./archive-category";
import { createCategory } from "./create-category";
import { CATEGORIES } from "./docs";
import { listCategories } from "./list-categories";
import { mergeCategory } from "./merge-category";
import {
  ArchiveCategoryInput,
  ChangeCategoryOutput,
  CreateCategoryInput,
  ListCategoriesInput,
  ListCategoriesOutput,
  MergeCategoryInput,
  UpdateCategoryInput,
} from "./schema";
import { updateCategory } from "./update-category";

export const categoriesRouter = router({
  list: ledgerProcedure("categories:read", CATEGORIES.list)
    .input(ListCategoriesInput)
    .output(ListCategoriesOutput)
    .query(({ ctx, input }) => listCategories(ctx, input)),
  create: ledgerWriteProcedure("categories:write", CATEGORIES.create)
    .input(CreateCategoryInput)
    .output(ChangeCategoryOutput)
    .mutation(operate(createCategory)),
  update: ledgerWriteProcedure("categories:write", CATEGORIES.update)
    .input(UpdateCategoryInput)
    .output(ChangeCategoryOutput)
    .mutation(operate(updateCategory)),
  archive: ledgerWriteProcedure("categories:write", CATEGORIES.archive)
    .input(ArchiveCategoryInput)
    .output(ChangeCategoryOutput)
    .mutation(operate(archiveCategory)),
  unarchive: ledgerWriteProcedure("categories:write", CATEGORIES.unarchive)
    .input(ArchiveCategoryInput)
    .output(ChangeCategoryOutput)
    .mutation(operate(unarchiveCategory)),
  merge: ledgerWriteProcedure("categories:write", CATEGORIES.merge)
    .input(MergeCategoryInput)
    .output(ChangeCategoryOutput)
    .mutation(operate(mergeCategory, { isLarge: true })),
});
