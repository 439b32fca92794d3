import type { LedgerContext } from "../context";

/** The ledger's categories, income after expense, by name. */
export async function listCategories(ctx: LedgerContext) {
  const categories = await ctx.db.category.findMany({
    where: { ledgerId: ctx.principal.ledgerId },
    orderBy: [{ kind: "asc" }, { name: "asc" }],
    select: { id: true, version: true, name: true, parentId: true, kind: true, archivedAt: true },
  });
  return {
    items: categories.map(({ archivedAt, ...rest }) => ({ ...rest, isArchived: archivedAt !== null })),
    nextCursor: null,
  };
}
