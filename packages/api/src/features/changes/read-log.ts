import { Prisma } from "@pfn/db";
import type { SqlReader } from "../../common/reader";
import type { LogPosition } from "./log-position";
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
  start: LogPosition;
  /** Entries at most. */
  count: number;
}

/**
 * The changes behind a position, in the log's order. An operation has an entry even if no change of
 * it is left.
 */
export const readLog = (db: SqlReader, query: LogQuery): Promise<Entry[]> =>
  // The names and types are the statement's.
  db.$queryRaw<Entry[]>(selectLog(query));

/**
 * A page costs the same wherever it begins and however long the log is, also without statistics.
 * The statement reads at most as many operations as the page has entries, and as many of their
 * changes. Both are numbered without gaps. Each later change of a row is looked up on its own.
 */
export const selectLog = ({
  ledgerId,
  entities,
  start: { seq, taken },
  count,
}: LogQuery): Prisma.Sql => Prisma.sql`
  with entries as materialized (
    select o.id, o.seq, c.index, c.entity, c.entity_id
    from (
      select id, seq,
        case when seq = ${seq} then ${taken ?? ALL}::bigint else 0 end as first
      from operations
      where ledger_id = ${ledgerId}::uuid and seq >= ${seq} and seq < ${count}::int + (
        select seq from operations
        where ledger_id = ${ledgerId}::uuid and seq >= ${seq}
        order by seq limit 1)
      order by seq limit ${count}
    ) o left join lateral (
      select c.index, c.entity, c.entity_id from changes c
      where c.operation_id = o.id and c.index >= o.first and c.index < o.first + ${count}::int
      order by c.index limit ${count}) c on true
    order by o.seq, c.index limit ${count}
  )
  select e.id as "operationId", e.seq, e.index, e.entity, e.entity_id as "entityId",
    e.entity = any(${[...entities]}) and not exists (
      select 1 from changes later where later.entity_id = e.entity_id and (
        select o.ledger_id = ${ledgerId}::uuid and (o.seq, later.index) > (e.seq, e.index)
        from operations o where o.id = later.operation_id)
    ) as "isLatest"
  from entries e order by e.seq, e.index`;

/** More than any operation changes. */
const ALL = 2 ** 31 - 1;
