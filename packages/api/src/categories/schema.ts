import { z } from "zod";
import { Id, NoInput } from "../schema/common";

export const Category = z
  .object({
    id: Id,
    version: z.int(),
    name: z.string(),
    parentId: Id.nullable(),
    kind: z.enum(["expense", "income"]),
    isArchived: z.boolean(),
  })
  .meta({ id: "Category" });

/** All categories, by kind and name. There are few enough for one answer. */
export const ListCategoriesInput = NoInput;
export const ListCategoriesOutput = z.object({ items: z.array(Category), nextCursor: z.null() });
