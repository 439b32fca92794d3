import { type Db, Prisma } from "@pfn/db";
import type { Position } from "./position";
import type { StateEntity } from "./read-states";

/** A place in the log. */
export interface Entry {
  operationId: string;
  seq: bigint;
  /** Null for an operation of which nothing is left to look at. */
  index: number | null;
  entity: StateEntity;
  entityId: string;
  /** No later change of the same row is in the log, and the caller may see it. */
  isLatest: boolean;
}

export interface LogQuery {
  ledgerId: string;
  /** What the caller may see. */
  entities: readonly StateEntity[];
  start: Position;
  /** Entries at most. */
  count: number;
}

/** The changes behind a position, in the log's order. An operation has an entry even if no change of it is left. */
export const readLog = (db: Db, query: LogQuery): Promise<Entry[]> =>
  // The names and types are the statement's.
  db.$queryRaw<Entry[]>(selectLog(query));

/**
 * Each operation's changes are read in their order and no further than needed, so that a page costs the same wherever it begins in a
 * log of any length.
 */
export const selectLog = ({ ledgerId, entities, start: { seq, taken }, count }: LogQuery): Prisma.Sql => Prisma.sql`
  with entries as materialized (
    select o.id, o.seq, c.index, c.entity, c.entity_id
    from operations o left join lateral (
      select c.index, c.entity, c.entity_id from changes c
      where c.operation_id = o.id and c.index >= case when o.seq = ${seq} then ${taken ?? ALL}::int else 0 end
      order by c.index limit ${count}) c on true
    where o.ledger_id = ${ledgerId}::uuid and o.seq >= ${seq}
    order by o.seq, c.index limit ${count}
  )
  select e.id as "operationId", e.seq, e.index, e.entity, e.entity_id as "entityId",
    e.entity = any(${[...entities]}) and not exists (
      select 1 from changes later join operations o on o.id = later.operation_id
      where later.entity_id = e.entity_id and o.ledger_id = ${ledgerId}::uuid and (o.seq, later.index) > (e.seq, e.index)
    ) as "isLatest"
  from entries e order by e.seq, e.index`;

/** More than any operation changes. */
const ALL = 2 ** 31 - 1;
