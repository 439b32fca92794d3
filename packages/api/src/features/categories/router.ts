import { operate } from "../../ledger/operate";
import { ledgerProcedure, ledgerWriteProcedure, router } from "../../procedures/trpc";
import { archiveCategory, unarchiveCategory } from "./archive-category";
import { createCategory } from "./create-category";
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

const ID = "01970000-0000-7000-8000-000000000003";

export const categoriesRouter = router({
  list: ledgerProcedure("categories:read", {
    summary: "List categories",
    description:
      "All of them in one answer unless a limit is given, by kind and name. A category may " +
      "have one parent.",
    rest: { method: "GET", path: "/categories" },
    tool: { name: "list_categories" },
  })
    .input(ListCategoriesInput)
    .output(ListCategoriesOutput)
    .query(({ ctx, input }) => listCategories(ctx, input)),
  create: ledgerWriteProcedure("categories:write", {
    summary: "Create a category",
    rest: { method: "POST", path: "/categories" },
    example: { name: "Bicycle", kind: "expense" },
  })
    .input(CreateCategoryInput)
    .output(ChangeCategoryOutput)
    .mutation(operate(createCategory)),
  update: ledgerWriteProcedure("categories:write", {
    summary: "Rename a category, or move it below another one",
    description:
      "`version` is the one that was read; a stale one is a conflict. The kind never changes.",
    rest: { method: "PATCH", path: "/categories/{id}" },
    example: { id: ID, version: 1, name: "Food" },
  })
    .input(UpdateCategoryInput)
    .output(ChangeCategoryOutput)
    .mutation(operate(updateCategory)),
  archive: ledgerWriteProcedure("categories:write", {
    summary: "Archive a category",
    description: "Lines that have it keep it; new ones cannot get it.",
    rest: { method: "POST", path: "/categories/{id}/archive" },
    example: { id: ID, version: 1 },
  })
    .input(ArchiveCategoryInput)
    .output(ChangeCategoryOutput)
    .mutation(operate(archiveCategory)),
  unarchive: ledgerWriteProcedure("categories:write", {
    summary: "Bring an archived category back",
    rest: { method: "POST", path: "/categories/{id}/unarchive" },
    example: { id: ID, version: 2 },
  })
    .input(ArchiveCategoryInput)
    .output(ChangeCategoryOutput)
    .mutation(operate(unarchiveCategory)),
  merge: ledgerWriteProcedure("categories:write", {
    summary: "Merge a category into another one",
    description:
      "Every line and child of `id` moves to `intoId`, and `id` is gone: one operation, so one undo brings all of it back.",
    rest: { method: "POST", path: "/categories/{id}/merge" },
    example: { id: ID, version: 1, intoId: "01970000-0000-7000-8000-000000000005" },
  })
    .input(MergeCategoryInput)
    .output(ChangeCategoryOutput)
    .mutation(operate(mergeCategory, { isLarge: true })),
});
