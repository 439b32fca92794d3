import type { Tx } from "@pfn/db";
import { refusal } from "../common/errors/refusal";
import { lookForStop } from "../common/stop-sign";
import type { ChangeLog } from "./change-log";
import { clearLedger } from "./clear-ledger";
import { ENTITIES, type EntityName, type SnapshotOf } from "./entities/entities";
import type { Snapshot } from "./entities/entity-store";
import { chunk } from "./entities/row-table";
import { READ_WITH } from "./view";

/**
 * The only way a domain function writes to a ledger. Every call is recorded with before and after,
 * so that undo, replay and provenance follow from having written at all. Rows go in parts, and
 * after each part the work hears whether it must end.
 */
export interface OperationScope {
  operationId: string;
  ledgerId: string;
  /** For reading inside the operation's transaction. */
  tx: Tx;
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
  /**
   * Takes out every row of a test ledger and its log before this operation. What it takes out is
   * counted, not recorded.
   */
  clear: () => Promise<void>;
  /**
   * Does `work`; when it answers false, everything that it wrote is taken back. Answers what `work`
   * did.
   */
  attempt: (work: () => Promise<boolean>) => Promise<boolean>;
}

/** A row as it was read, and as it shall be. */
export interface RowUpdate<S extends Snapshot> {
  before: S;
  after: S;
}

type Place = Pick<OperationScope, "tx" | "ledgerId" | "operationId">;

export function createOperationScope(
  { tx, ledgerId, operationId }: Place,
  log: ChangeLog,
): OperationScope {
  return {
    operationId,
    ledgerId,
    tx,
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

/** The operation is all or nothing: a row that was not where it was read makes it nothing. */
function requireAll(
  entity: EntityName,
  rows: readonly Snapshot[],
  written: readonly string[],
): void {
  const found = new Set(written);
  const missing = rows.find(({ id }) => !found.has(id));
  if (missing === undefined) return;
  throw refusal(
    "CONFLICT",
    null,
    `A row of kind ${entity} changed meanwhile.`,
    "Read it again and repeat the change.",
    {
      forReaders: {
        scope: READ_WITH[entity],
        what: `The ${entity} ${missing.id} changed meanwhile.`,
      },
    },
  );
}
