import { z } from "zod";
import { Id, OptionalPageInput, pageOf } from "../../common/fields";
import { readWith } from "../../common/read-with";
import { Line } from "../../common/text/text";
import { CategoryKind } from "../../common/vocabulary";
import { LedgerWriteInput, LedgerWriteOutput } from "../../ledger/write-fields";

export const Category = z
  .object({
    id: Id,
    version: z.int(),
    name: z.string(),
    parentId: Id.nullable(),
    kind: CategoryKind,
    isArchived: z.boolean(),
  })
  .meta({ id: "Category" });
export type Category = z.infer<typeof Category>;

const Version = z.int().min(1).describe("The version that was read; a stale one is a conflict.");
const Parent = Id.nullable().describe(
  "One level: the parent has no parent itself, and is of the same kind.",
);

/** By kind and name; all of them unless a limit is given, since there are few. */
export const ListCategoriesInput = z.strictObject(OptionalPageInput).prefault({});
export type ListCategoriesInput = z.output<typeof ListCategoriesInput>;
export const ListCategoriesOutput = pageOf(Category);

/** `kind` is the parent's unless set. Without a parent it is required. */
export const CreateCategoryInput = z
  .strictObject({
    name: Line(80),
    kind: CategoryKind.optional(),
    parentId: Parent.optional(),
    ...LedgerWriteInput,
  })
  .refine(
    ({ kind, parentId }) => kind !== undefined || (parentId !== undefined && parentId !== null),
    {
      path: ["kind"],
      error: 'Say whether it is for "expense" or "income", or name a parent.',
    },
  );
export type CreateCategoryInput = z.output<typeof CreateCategoryInput>;

/** What a write answers of the category: who may change categories does not therefore read them. */
const WrittenCategory = z
  .object({
    id: Id,
    version: z.int(),
    name: readWith("categories:read", Category.shape.name.exactOptional()),
    parentId: readWith("categories:read", Category.shape.parentId.exactOptional()),
    kind: readWith("categories:read", Category.shape.kind.exactOptional()),
    isArchived: readWith("categories:read", Category.shape.isArchived.exactOptional()),
  })
  .meta({ id: "WrittenCategory" });
export const ChangeCategoryOutput = z.object({ category: WrittenCategory, ...LedgerWriteOutput });

/**
 * At least one field beside the version. The kind never changes: what was spent does not become
 * income.
 */
export const UpdateCategoryInput = z
  .strictObject({
    id: Id,
    version: Version,
    name: Line(80).optional(),
    parentId: Parent.optional(),
    ...LedgerWriteInput,
  })
  .refine(({ name, parentId }) => name !== undefined || parentId !== undefined, {
    error: "Name at least one field to change: `name` or `parentId`.",
  });
export type UpdateCategoryInput = z.output<typeof UpdateCategoryInput>;

/** An archived category keeps its lines and takes no new ones. */
export const ArchiveCategoryInput = z.strictObject({
  id: Id,
  version: Version,
  ...LedgerWriteInput,
});
export type ArchiveCategoryInput = z.output<typeof ArchiveCategoryInput>;

/** Every line and child of `id` moves to `intoId`, and `id` is gone. */
export const MergeCategoryInput = z.strictObject({
  id: Id,
  version: Version,
  intoId: Id,
  ...LedgerWriteInput,
});
export type MergeCategoryInput = z.output<typeof MergeCategoryInput>;
