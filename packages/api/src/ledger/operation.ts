import type { Tx } from "@pfn/db";
import { refusal } from "../common/errors/refusal";
import type { Reader } from "../common/reader";
import { lookForStop } from "../common/stop-sign";
import { clearLedger } from "./clear-ledger";
import { ENTITIES, type SnapshotOf } from "./entities/entities";
import type { EntityName, Snapshot } from "./entities/entity-store";
import { chunk, jsonSql, ROWS_PER_STATEMENT, textsSql } from "./entities/row-writer";
import { recordSweep, toggleFamily } from "./toggle-family";
import { READ_WITH } from "./view";

/**
 * The only way a domain function writes to a ledger. Every call is recorded with before and after,
 * so that undo, replay and provenance follow from having written at all. Rows go in parts, and
 * after each part the work hears whether it must end.
 */
export interface Operation {
  operationId: string;
  ledgerId: string;
  now: () => Date;
  /** For reading inside the operation's transaction. */
  tx: Reader;
  load: <E extends EntityName>(
    entity: E,
    ids: readonly string[],
  ) => Promise<Map<string, SnapshotOf<E>>>;
  insert: <E extends EntityName>(entity: E, rows: readonly SnapshotOf<E>[]) => Promise<void>;
  /**
   * Writes each `after`, whose version becomes `before.version + 1`. @throws DomainError CONFLICT
   * when a row changed meanwhile
   */
  update: <E extends EntityName>(
    entity: E,
    changes: readonly RowUpdate<SnapshotOf<E>>[],
  ) => Promise<void>;
  /** @throws DomainError CONFLICT when a row changed meanwhile */
  remove: <E extends EntityName>(entity: E, rows: readonly SnapshotOf<E>[]) => Promise<void>;
  /** Deletes every row of a test ledger and the log before this operation: counts, records not. */
  clear: () => Promise<void>;
  /** See {@link toggleFamily}. */
  toggleFamily: (rootId: string) => Promise<void>;
  /** See {@link recordSweep}. */
  recordSweep: (rootIds: readonly string[]) => Promise<void>;
  /** Returns what `work` returns. When that is false, everything that it wrote is rolled back. */
  attempt: (work: () => Promise<boolean>) => Promise<boolean>;
}

/** A row as it was read, and as it shall be. */
export interface RowUpdate<S extends Snapshot> {
  before: S;
  after: S;
}

/** Where an operation writes. */
export interface Place extends Pick<Operation, "ledgerId" | "operationId" | "now"> {
  tx: Tx;
}

export function createOperation(place: Place, log: ChangeLog): Operation {
  const { tx, ledgerId, operationId } = place;
  return {
    ...place,
    load: async (entity, ids) => {
      const found = await inParts(ids, (part) => ENTITIES[entity].load(tx, ledgerId, part));
      return new Map(found.flatMap((rows) => [...rows]));
    },
    insert: async (entity, rows) => {
      await inParts(rows, async (part) => {
        await ENTITIES[entity].insert(tx, ledgerId, part);
        await log.add(part.map((after) => ({ entity, entityId: after.id, before: null, after })));
      });
    },
    update: async (entity, updates) => {
      await inParts(updates, async (part) => {
        const written = part.map(({ before, after }) => ({
          before,
          after: { ...after, version: before.version + 1 },
        }));
        const rows = written.map(({ after }) => after);
        requireAll(entity, rows, await ENTITIES[entity].update(tx, ledgerId, rows));
        await log.add(
          written.map(({ before, after }) => ({ entity, entityId: before.id, before, after })),
        );
      });
    },
    remove: async (entity, rows) => {
      await inParts(rows, async (part) => {
        requireAll(entity, part, await ENTITIES[entity].remove(tx, ledgerId, part));
        await log.add(part.map((before) => ({ entity, entityId: before.id, before, after: null })));
      });
    },
    toggleFamily: (rootId) => toggleFamily(place, rootId),
    recordSweep: (rootIds) => recordSweep(place, rootIds),
    clear: async () => log.countDeleted(await clearLedger(tx, ledgerId, operationId)),
    attempt: async (work) => {
      const takeBack = log.mark();
      await tx.$executeRaw`savepoint attempt`;
      const isKept = await work();
      if (isKept) await tx.$executeRaw`release savepoint attempt`;
      else await tx.$executeRaw`rollback to savepoint attempt`;
      if (!isKept) takeBack();
      return isKept;
    },
  };
}

async function inParts<R, T>(
  rows: readonly R[],
  work: (part: readonly R[]) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  for (const part of chunk(rows)) {
    results.push(await work(part));
    await lookForStop(part.length);
  }
  return results;
}

/** The operation is all or nothing: one row that was not where it was read ends it. */
function requireAll(
  entity: EntityName,
  rows: readonly Snapshot[],
  written: readonly string[],
): void {
  const found = new Set(written);
  const missing = rows.find(({ id }) => !found.has(id));
  if (missing === undefined) return;
  const what = `The ${entity} ${missing.id} changed meanwhile.`;
  throw refusal(
    "CONFLICT",
    null,
    `A row of kind ${entity} changed meanwhile.`,
    "Read it again and repeat the change.",
    { forReaders: { scope: READ_WITH[entity], what } },
  );
}

/** A row as it was (null: not there) and as it became (null: gone). */
export interface RowChange<S extends Snapshot = Snapshot> {
  entity: EntityName;
  entityId: string;
  before: S | null;
  after: S | null;
}

/** What an operation's changes come to. */
interface ChangeSummary {
  created: number;
  updated: number;
  deleted: number;
  /** Changes recorded. Rows that went without one are not among them. */
  recorded: number;
  touchedAccounts: readonly string[];
}

/** Where an operation's changes go. Only the last few hundred are ever in memory. */
export interface ChangeLog {
  add: (changes: readonly RowChange[]) => Promise<void>;
  /** Counts rows as deleted that went without a change of their own. */
  countDeleted: (rows: number) => void;
  /** Writes what still waits. */
  flush: () => Promise<void>;
  summary: () => ChangeSummary;
  /** Returns a function that puts this log back to now, once the database was rolled back to it. */
  mark: () => () => void;
}

/**
 * Records the changes of one operation, in order. A change costs the same however many came before
 * it; a mark costs what waits to be written, which is less than one statement's.
 */
export function createChangeLog(tx: Tx, operationId: string): ChangeLog {
  let counts = { created: 0, updated: 0, deleted: 0, recorded: 0 };
  let waiting: RowChange[] = [];
  const accounts = new Set<string>();
  const write = async () => {
    const changes = waiting;
    waiting = [];
    if (changes.length === 0) return;
    await insertChanges(tx, operationId, { from: counts.recorded - changes.length, changes });
  };
  return {
    add: async (changes) => {
      for (const change of changes) {
        waiting.push(change);
        const kind = kindOf(change);
        counts = { ...counts, [kind]: counts[kind] + 1, recorded: counts.recorded + 1 };
        for (const id of accountsOf(change)) accounts.add(id);
        if (waiting.length >= ROWS_PER_STATEMENT) await write();
      }
    },
    countDeleted: (rows) => {
      counts = { ...counts, deleted: counts.deleted + rows };
    },
    flush: write,
    summary: () => ({ ...counts, touchedAccounts: [...accounts] }),
    mark: () => {
      const marked = { counts, waiting: [...waiting], accounts: accounts.size };
      return () => {
        counts = marked.counts;
        waiting = [...marked.waiting];
        for (const id of [...accounts].slice(marked.accounts)) accounts.delete(id);
      };
    },
  };
}

async function insertChanges(
  tx: Tx,
  operationId: string,
  { from, changes }: { from: number; changes: readonly RowChange[] },
): Promise<void> {
  const entities = textsSql(changes.map(({ entity }) => entity));
  const ids = textsSql(changes.map(({ entityId }) => entityId));
  const befores = jsonSql(changes.map(({ before }) => before));
  const afters = jsonSql(changes.map(({ after }) => after));
  await tx.$executeRaw`
    insert into changes (operation_id, index, entity, entity_id, before, after)
    select ${operationId}::uuid, ${from}::int + n.at - 1, n.entity, n.entity_id, n.before, n.after
    from unnest(${entities}, ${ids}::uuid[], ${befores}, ${afters})
      with ordinality n(entity, entity_id, before, after, at)`;
}

function kindOf(change: RowChange): "created" | "updated" | "deleted" {
  if (change.before === null) return "created";
  return change.after === null || isTombstoned(change) ? "deleted" : "updated";
}

const fieldOf = (snapshot: unknown, field: string): unknown =>
  typeof snapshot === "object" && snapshot !== null ? Reflect.get(snapshot, field) : undefined;

const isTombstoned = ({ before, after }: RowChange) =>
  before !== null &&
  after !== null &&
  fieldOf(before, "deletedAt") === null &&
  typeof fieldOf(after, "deletedAt") === "string";

const accountsOf = ({ entity, entityId, before, after }: RowChange): string[] =>
  entity === "account"
    ? [entityId]
    : [fieldOf(before, "accountId"), fieldOf(after, "accountId")].filter(
        (id) => typeof id === "string",
      );
