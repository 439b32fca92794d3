import type { LedgerContext } from "../../common/context";
import { decodeCursor, encodeCursor } from "../../common/paging/cursor";
import type { EntityName } from "../../ledger/entities/entity-store";
import { readableEntities } from "../../ledger/view";
import { formatLogPosition, type LogPosition, parseLogPosition, startOver } from "./log-position";
import { type Entry, readLog } from "./read-log";
import { readStates, type StateEntity } from "./read-states";
import type { ListChangesInput, ListChangesOutput } from "./schema";

/**
 * Changes of the log that one page looks at, most of which may be superseded by later ones: what
 * bounds a page's work.
 */
const MAX_LOOKED_AT = 1_000;

/**
 * What changed in the ledger after a position: each row once, at the place of its last change, as
 * it is now. The position goes on inside an operation, so that a page is bounded however many rows
 * one operation changed. Who follows `next` misses nothing: what changes meanwhile has its last
 * change further on. A key sees accounts and categories only with the scopes for them.
 *
 * @throws DomainError CONFLICT when the log does not hold the position: start over
 */
export async function listChanges(
  ctx: LedgerContext,
  input: ListChangesInput,
): Promise<ListChangesOutput> {
  const { cursor, limit, since } = input;
  const scope = { list: "changes.list", filters: { since } };
  const [from = since ?? "0"] = cursor === undefined ? [] : decodeCursor(ctx, scope, cursor);
  const start = parseLogPosition(from);
  const entries = await readLog(ctx.db, {
    ledgerId: ctx.principal.ledgerId,
    entities: readableEntities(ctx.principal).filter(isState),
    start,
    count: MAX_LOOKED_AT + 1,
  });
  const { latest, next, hasMore } = cutPage(requireStart(entries, start), start, limit);
  const items = await readStates(ctx, latest);
  const position = formatLogPosition(next);
  return {
    items,
    next: position,
    hasMore,
    nextCursor: hasMore ? encodeCursor(ctx, scope, [position]) : null,
  };
}

/**
 * An import is told by the transactions that it brings. A stated balance is no part of the books:
 * `accounts.balanceChecks` lists it.
 */
const isState = (entity: EntityName): entity is StateEntity =>
  entity !== "import" && entity !== "balanceCheck";

/**
 * The first entry is the very operation that the reader saw last; the same statement shows whether
 * it is still there.
 */
function requireStart(
  entries: readonly Entry[],
  { seq, operationId }: LogPosition,
): readonly Entry[] {
  if (seq === 0n) return entries;
  const [first] = entries;
  if (first?.seq !== seq || (operationId !== null && first.operationId !== operationId))
    throw startOver();
  return entries;
}

/** As many entries as hold at most `limit` rows to show, and the position behind them. */
function cutPage(entries: readonly Entry[], start: LogPosition, limit: number) {
  const latest: Entry[] = [];
  let seen = 0;
  for (const entry of entries.slice(0, MAX_LOOKED_AT)) {
    if (entry.isLatest && latest.length === limit) break;
    if (entry.isLatest) latest.push(entry);
    seen += 1;
  }
  const [last, following] = [entries[seen - 1], entries[seen]];
  return {
    latest,
    hasMore: following !== undefined,
    next: last === undefined ? start : behind(last, following),
  };
}

const behind = ({ seq, index, operationId }: Entry, following: Entry | undefined): LogPosition => ({
  seq,
  operationId,
  taken: following?.seq === seq && index !== null ? index + 1 : null,
});
