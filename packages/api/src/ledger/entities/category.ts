import type { CategoryKind } from "@pfn/db";
import type { Reader } from "../../common/reader";
import { type EntityStore, idsOf, type Move, refsTo } from "./entity-store";
import { createRowWriter } from "./row-writer";

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
  ...createRowWriter<CategorySnapshot>("categories", {
    columns: {
      id: "plain",
      version: "plain",
      createdAt: "plain",
      name: "plain",
      parentId: "plain",
      kind: "plain",
      archivedAt: "plain",
    },
    hasUpdatedAt: true,
  }),
  findObstacles: async (tx, ledgerId, move) => [
    ...(await findComingObstacles(tx, ledgerId, move)),
    ...(await findReferrers(tx, ledgerId, move)),
  ],
};

/**
 * Categories that have taken a name, parents that are gone or below another one, and children of
 * what would get a parent.
 */
async function findComingObstacles(
  tx: Reader,
  ledgerId: string,
  { coming, atMost }: Move<CategorySnapshot>,
) {
  if (coming.length === 0) return [];
  const holders = new Map(coming.map(({ name, id }) => [name, id]));
  const parents = [
    ...new Set(coming.flatMap(({ parentId }) => (parentId === null ? [] : [parentId]))),
  ];
  const lowered = coming.flatMap(({ id, parentId }) => (parentId === null ? [] : [id]));
  const found = await tx.category.findMany({
    where: {
      ledgerId,
      OR: [
        { name: { in: [...holders.keys()] } },
        { id: { in: parents } },
        { parentId: { in: lowered } },
      ],
    },
    select: { id: true, name: true, parentId: true },
  });
  const tops = new Set(found.flatMap(({ id, parentId }) => (parentId === null ? [id] : [])));
  const inTheWay = found.filter(
    ({ id, name, parentId }) =>
      (holders.has(name) && holders.get(name) !== id) ||
      (parentId !== null && lowered.includes(parentId)),
  );
  const unfit = parents.filter((id) => !tops.has(id)).map((id) => ({ id }));
  return refsTo("category", [...inTheWay, ...unfit].slice(0, atMost));
}

/**
 * Children and transactions of categories. By statements of our own, because Prisma asks for the
 * first rows in the order of their ids, and PostgreSQL may look for those through all of a ledger.
 */
async function findReferrers(
  tx: Reader,
  ledgerId: string,
  { leaving, atMost }: Move<CategorySnapshot>,
) {
  if (leaving.length === 0) return [];
  const gone = idsOf(leaving);
  const children = await tx.$queryRaw<{ id: string }[]>`
    select id from categories
    where ledger_id = ${ledgerId}::uuid and parent_id = any(${gone}::uuid[]) limit ${atMost}::int`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct id from (
      select transaction_id as id from transaction_lines
      where ledger_id = ${ledgerId}::uuid and category_id = any(${gone}::uuid[])
      limit ${atMost}::int) found`;
  return [...refsTo("category", children), ...refsTo("transaction", rows)];
}
