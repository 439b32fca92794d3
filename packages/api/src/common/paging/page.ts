import { type CursorIssuer, type CursorScope, decodeCursor, encodeCursor } from "./cursor";

interface PageQuery<Row, Key extends readonly string[]> extends CursorScope {
  /** All rows unless set. */
  limit: number | undefined;
  cursor: string | undefined;
  /** Reads at most `take` rows behind `after`, in the list's order. */
  rows: (after: Key | undefined, take: number | undefined) => Promise<readonly Row[]>;
  /** The sort key of a row, which the next page begins behind. */
  keyOf: (row: Row) => Key;
}

/**
 * One page of a list. One row more than `limit` is read, to see whether there is another page.
 *
 * @throws DomainError BAD_REQUEST for a cursor of another list, person or set of filters
 * @example page(ctx, { list: "imports.list", filters, limit, cursor, rows, keyOf: ({ id }) => [id]
 *   })
 */
export async function page<Row, Key extends readonly [string, ...string[]]>(
  ctx: CursorIssuer,
  { list, filters, limit, cursor, rows, keyOf }: PageQuery<Row, Key>,
): Promise<{ items: Row[]; nextCursor: string | null }> {
  const scope = { list, filters };
  const after = cursor === undefined ? undefined : decodeCursor<Key>(ctx, scope, cursor);
  const found = await rows(after, limit === undefined ? undefined : limit + 1);
  const items = found.slice(0, limit);
  const last = found.length > items.length ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : encodeCursor(ctx, scope, keyOf(last)) };
}

/** The key of a list by moment; rows of one moment are in the order of their ids. */
export type MomentKey = readonly [at: string, id: string];

/** Rows created before a key, for a list from the newest to the oldest. */
export const createdBefore = (key: MomentKey | undefined) => {
  if (key === undefined) return {};
  const [at, id] = key;
  return { OR: [{ createdAt: { lt: new Date(at) } }, { createdAt: new Date(at), id: { lt: id } }] };
};

export const createdKey = ({ createdAt, id }: { createdAt: Date; id: string }): MomentKey => [
  createdAt.toISOString(),
  id,
];
