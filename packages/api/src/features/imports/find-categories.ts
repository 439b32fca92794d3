import type { CategoryKind } from "@pfn/db";
import { newId } from "../../common/ids";
import type { CategorySnapshot } from "../../ledger/entities/category";
import type { Operation } from "../../ledger/operation";
import type { IdentifiedRow } from "./identify-rows";

/** A row or a line as its file names the category. */
export interface NamedCategory {
  category: string | null;
  /** From its root, in an export of another program. */
  categoryPath?: readonly string[] | null;
  amountMinor: string;
}

/** The categories of a file's rows in the ledger. */
export interface FoundCategories {
  idOf: (named: NamedCategory) => string | null;
  /** Whether another program's export names a category that the ledger does not have. */
  isUnknown: (named: NamedCategory) => boolean;
  created: number;
}

/** A category of the ledger; an archived one takes no new lines, but has its name. */
type Known = Pick<CategorySnapshot, "id" | "name" | "parentId" | "kind"> & { isArchived: boolean };

/** The longest name of a category. */
const MOST_CHARS = 80;

/**
 * The categories that rows name. An export of pfn names one by its name. One of another program
 * names its path, of which a ledger has two levels: it is the category below that parent, one of
 * the name without a parent, or one that bears the whole path as its name.
 */
export async function findCategories(
  operation: Operation,
  rows: readonly IdentifiedRow[],
  mayCreate: boolean,
): Promise<FoundCategories> {
  const named = rows.flatMap((row): readonly NamedCategory[] => row.lines ?? [row]);
  const known = await readKnown(operation, named);
  const created = mayCreate ? await createMissing(operation, named, known) : 0;
  const idOf = (one: NamedCategory) => find(one, known)?.id ?? null;
  return {
    ...{ created, idOf },
    isUnknown: (one) => one.category !== null && Boolean(one.categoryPath) && idOf(one) === null,
  };
}

/** The names under which a category may stand in the ledger: its path, its root, what is below. */
const namesOf = ({ category, categoryPath }: NamedCategory) => ({
  whole: category ?? "",
  root: categoryPath?.[0] ?? "",
  leaf: categoryPath?.slice(1).join(":") ?? "",
});

async function readKnown(
  { tx, ledgerId }: Operation,
  named: readonly NamedCategory[],
): Promise<Map<string, Known>> {
  const names = new Set(named.flatMap((one) => Object.values(namesOf(one))));
  if (names.size === 0) return new Map();
  const found = await tx.$queryRaw<Known[]>`
    select id, name, parent_id as "parentId", kind, archived_at is not null as "isArchived"
    from categories
    where ledger_id = ${ledgerId}::uuid and name = any(${[...names]}::text[])`;
  return new Map(found.map((one) => [one.name, one]));
}

function find(named: NamedCategory, known: ReadonlyMap<string, Known>): Known | undefined {
  const { whole, root, leaf } = namesOf(named);
  const below = known.get(leaf);
  const isBelow = below?.parentId === null || below?.parentId === known.get(root)?.id;
  return [known.get(whole), isBelow ? below : undefined].find(
    (one) => one !== undefined && !one.isArchived,
  );
}

/** @returns how many were created; `known` has them, too */
async function createMissing(
  operation: Operation,
  named: readonly NamedCategory[],
  known: Map<string, Known>,
): Promise<number> {
  const before = known.size;
  const missing = named.filter(
    (one) => Boolean(one.categoryPath) && find(one, known) === undefined,
  );
  const sums = new Map<string, bigint>();
  for (const one of missing) {
    const { root } = namesOf(one);
    sums.set(root, (sums.get(root) ?? 0n) + BigInt(one.amountMinor));
  }
  const parents = [...sums].flatMap(([root, sum]) =>
    create({ name: root, parentId: null, kind: sum > 0n ? "income" : "expense" }),
  );
  await operation.insert("category", parents);
  const children = missing.flatMap((one) => {
    const { whole, root, leaf } = namesOf(one);
    const parent = known.get(root);
    const isParent = parent !== undefined && parent.parentId === null && !parent.isArchived;
    if (leaf === "" || !isParent) return [];
    if (find(one, known) !== undefined) return [];
    const name = known.has(leaf) ? whole : leaf;
    return create({ name, parentId: parent.id, kind: parent.kind });
  });
  await operation.insert("category", children);
  return known.size - before;

  /** Nothing where the name is taken or too long. */
  function create(told: { name: string; parentId: string | null; kind: CategoryKind }) {
    if (known.has(told.name) || told.name === "" || [...told.name].length > MOST_CHARS) return [];
    const id = newId();
    known.set(told.name, { ...told, id, isArchived: false });
    const createdAt = operation.now().toISOString();
    return [{ ...told, id, version: 1, createdAt, archivedAt: null }];
  }
}
