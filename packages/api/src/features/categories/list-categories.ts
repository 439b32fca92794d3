import type { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { page } from "../../common/paging/page";
import type { Reader } from "../../common/reader";
import type { Category, ListCategoriesInput } from "./schema";

/** The ledger's categories, income after expense, by name; all of them, or a page. */
export function listCategories(ctx: LedgerContext, { limit, cursor }: ListCategoriesInput) {
  const { ledgerId } = ctx.principal;
  return page(ctx, {
    list: "categories.list",
    filters: {},
    limit,
    cursor,
    rows: (after: CategoryKey | undefined, take) =>
      readCategories(ctx.db, { ...behind(after), ledgerId }, take),
    keyOf: ({ kind, name }): CategoryKey => [kind, name],
  });
}

type CategoryKey = readonly [kind: Category["kind"], name: string];

/** Names are unique within a ledger. */
function behind(key: CategoryKey | undefined): Prisma.CategoryWhereInput {
  if (key === undefined) return {};
  const [kind, name] = key;
  return kind === "income"
    ? { kind, name: { gt: name } }
    : { OR: [{ kind, name: { gt: name } }, { kind: "income" }] };
}

/** Categories as callers see them. */
export async function readCategories(
  db: Reader,
  where: Prisma.CategoryWhereInput & { ledgerId: string },
  take?: number,
): Promise<Category[]> {
  const categories = await db.category.findMany({
    where,
    orderBy: [{ kind: "asc" }, { name: "asc" }],
    ...(take === undefined ? {} : { take }),
    select: { id: true, version: true, name: true, parentId: true, kind: true, archivedAt: true },
  });
  return categories.map(({ archivedAt, ...rest }) => ({
    ...rest,
    isArchived: archivedAt !== null,
  }));
}
