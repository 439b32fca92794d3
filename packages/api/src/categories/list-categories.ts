import type { Db, Tx } from "@pfn/db";
import type { LedgerContext } from "../context";
import type { Category } from "./schema";

/** The ledger's categories, income after expense, by name. */
export async function listCategories({ db, principal }: LedgerContext) {
  return { items: await readCategories(db, { ledgerId: principal.ledgerId }), nextCursor: null };
}

/** Categories as callers see them. */
export async function readCategories(
  db: Db | Tx,
  where: { ledgerId: string; id?: string | { in: string[] } },
): Promise<Category[]> {
  const categories = await db.category.findMany({
    where,
    orderBy: [{ kind: "asc" }, { name: "asc" }],
    select: { id: true, version: true, name: true, parentId: true, kind: true, archivedAt: true },
  });
  return categories.map(({ archivedAt, ...rest }) => ({ ...rest, isArchived: archivedAt !== null }));
}
