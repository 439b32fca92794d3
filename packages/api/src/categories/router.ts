import { ledgerProcedure, router } from "../trpc";
import { listCategories } from "./list-categories";
import { ListCategoriesInput, ListCategoriesOutput } from "./schema";

export const categoriesRouter = router({
  list: ledgerProcedure("categories:read", {
    summary: "List categories",
    description: "All of them in one answer, by kind and name. A category may have one parent.",
    rest: { method: "GET", path: "/categories" },
    tool: { name: "list_categories" },
  })
    .input(ListCategoriesInput)
    .output(ListCategoriesOutput)
    .query(({ ctx }) => listCategories(ctx)),
});
