import type { LedgerContext } from "../context";
import { type CursorScope, decodeCursor, encodeCursor } from "./cursor";

/**
 * The place of a row in a list that runs from the latest moment to the earliest, and by id within
 * one.
 */
export interface PageCursor {
  at: Date;
  id: string;
}

/**
 * The row after which a page begins; undefined = at the top. @throws DomainError BAD_REQUEST for a
 * cursor of another list or person
 */
export function decodePageCursor(
  ctx: LedgerContext,
  scope: CursorScope,
  cursor: string | undefined,
): PageCursor | undefined {
  const [at, id] = cursor === undefined ? [] : decodeCursor(ctx, scope, cursor);
  return at === undefined || id === undefined ? undefined : { at: new Date(at), id };
}

/**
 * Cuts rows, of which one more than `limit` was read, to a page, and points to the next one if
 * there is any.
 *
 * @example pageOfRows(ctx, { scope, limit, rows, cursorOf: ({ createdAt, id }) => ({ at:
 *   createdAt, id }) })
 */
export function pageOfRows<Row>(
  ctx: LedgerContext,
  page: {
    scope: CursorScope;
    limit: number;
    rows: readonly Row[];
    cursorOf: (row: Row) => PageCursor;
  },
): { items: Row[]; nextCursor: string | null } {
  const { scope, limit, rows, cursorOf } = page;
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  if (last === undefined) return { items, nextCursor: null };
  const { at, id } = cursorOf(last);
  return { items, nextCursor: encodeCursor(ctx, scope, [at.toISOString(), id]) };
}
