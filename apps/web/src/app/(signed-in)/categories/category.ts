import type { RouterOutputs } from "@pfn/api";

export type Category = RouterOutputs["categories"]["list"]["items"][number];
export type Kind = Category["kind"];

/** Kinds in words, in the order to show them. */
export const KINDS: Readonly<Record<Kind, string>> = { expense: "Expenses", income: "Income" };

/** The parents that a category may have: others of its kind, in use and without a parent. */
export const possibleParents = (
  all: readonly Category[],
  { id, kind }: { id?: string | undefined; kind: Kind },
) =>
  all.filter(
    (other) =>
      other.kind === kind && other.parentId === null && !other.isArchived && other.id !== id,
  );

/**
 * Where the lines of a category may go: to another of its kind that is in use. One with children
 * can only go into one without parent, because its children go along.
 */
export function mergeTargets(all: readonly Category[], from: Category): Category[] {
  const hasChildren = all.some(({ parentId }) => parentId === from.id);
  return all.filter(
    (other) =>
      other.kind === from.kind &&
      other.id !== from.id &&
      other.parentId !== from.id &&
      !other.isArchived &&
      (!hasChildren || other.parentId === null),
  );
}

/**
 * Those of one kind, each parent before its children; what is archived comes after what is in use.
 */
export function inOrder(all: readonly Category[], kind: Kind): Category[] {
  const ofKind = all
    .filter((category) => category.kind === kind)
    .sort((a, b) => Number(a.isArchived) - Number(b.isArchived));
  const known = new Set(ofKind.map(({ id }) => id));
  return ofKind
    .filter(({ parentId }) => parentId === null || !known.has(parentId))
    .flatMap((parent) => [parent, ...ofKind.filter(({ parentId }) => parentId === parent.id)]);
}
