import type { CategoryKind } from "@pfn/db";
import type { EntityStore } from "../operations/entities";

export interface CategorySnapshot {
  id: string;
  version: number;
  createdAt: string;
  name: string;
  parentId: string | null;
  kind: CategoryKind;
  archivedAt: string | null;
}

export const categoryStore: EntityStore<CategorySnapshot> = {
  load: async (tx, ledgerId, ids) => {
    const rows = await tx.category.findMany({ where: { ledgerId, id: { in: [...ids] } } });
    return new Map(
      rows.map(({ id, version, createdAt, name, parentId, kind, archivedAt }) => [
        id,
        {
          id,
          version,
          createdAt: createdAt.toISOString(),
          name,
          parentId,
          kind,
          archivedAt: archivedAt?.toISOString() ?? null,
        },
      ]),
    );
  },
  insert: async (tx, ledgerId, rows) => {
    await tx.category.createMany({ data: rows.map((row) => ({ ...toColumns(row), ledgerId })) });
  },
  update: async (tx, ledgerId, { row, expectedVersion }) => {
    const { count } = await tx.category.updateMany({
      where: { id: row.id, ledgerId, version: expectedVersion },
      data: toColumns(row),
    });
    return count === 1;
  },
  remove: async (tx, ledgerId, { id, version }) =>
    (await tx.category.deleteMany({ where: { id, ledgerId, version } })).count === 1,
  findObstacles: async (tx, ledgerId, { from, to, atMost: take }) => {
    const select = { id: true };
    if (to !== null) {
      const rivals = await tx.category.findMany({ where: { ledgerId, name: to.name, id: { not: to.id } }, select });
      const parent = to.parentId && (await tx.category.findFirst({ where: { ledgerId, id: to.parentId }, select }));
      const missing = to.parentId !== null && parent === null ? [{ id: to.parentId }] : [];
      return [...rivals, ...missing].map(({ id }) => ({ entity: "category", entityId: id }));
    }
    if (from === null) return [];
    const children = await tx.category.findMany({ where: { ledgerId, parentId: from.id }, take, select });
    const rows = await tx.transaction.findMany({
      where: { ledgerId, lines: { some: { categoryId: from.id } } },
      take,
      select,
    });
    return [
      ...children.map(({ id }) => ({ entity: "category" as const, entityId: id })),
      ...rows.map(({ id }) => ({ entity: "transaction" as const, entityId: id })),
    ];
  },
};

const toColumns = ({ createdAt, archivedAt, ...rest }: CategorySnapshot) => ({
  ...rest,
  createdAt: new Date(createdAt),
  archivedAt: archivedAt === null ? null : new Date(archivedAt),
});
