import type { Db, Prisma, Tx } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { decodeCursor, encodeCursor } from "../../common/paging/cursor";
import type { Category, ListCategoriesInput } from "./schema";

/** The ledger's categories, income after expense, by name; all of them, or a page. */
export async function listCategories(ctx: LedgerContext, { limit, cursor }: ListCategoriesInput) {
  const { ledgerId } = ctx.principal;
  const scope = { list: "categories.list", filters: {} };
  const where = cursor === undefined ? {} : after(decodeCursor(ctx, scope, cursor));
  const found = await readCategories(
    ctx.db,
    { ...where, ledgerId },
    limit === undefined ? undefined : limit + 1,
  );
  const items = limit === undefined ? found : found.slice(0, limit);
  const last = found.length > items.length ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: last === undefined ? null : encodeCursor(ctx, scope, [last.kind, last.name]),
  };
}

/** Names are unique within a ledger. */
const after = ([kind, name = ""]: readonly string[]): Prisma.CategoryWhereInput =>
  kind === "income"
    ? { kind: "income", name: { gt: name } }
    : { OR: [{ kind: "expense", name: { gt: name } }, { kind: "income" }] };

/** Categories as callers see them. */
export async function readCategories(
  db: Db | Tx,
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
