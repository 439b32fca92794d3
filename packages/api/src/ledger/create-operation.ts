import type { Tx } from "@pfn/db";
import { refusal } from "../common/errors/refusal";
import { lookForStop } from "../common/stop-sign";
import type { ChangeLog } from "./change-log";
import { clearLedger } from "./clear-ledger";
import { ENTITIES } from "./entities/entities";
import type { EntityName, Snapshot } from "./entities/entity-store";
import { chunk } from "./entities/row-writer";
import type { Operation } from "./operation";
import { recordSweep, toggleFamily } from "./toggle-family";
import { READ_WITH } from "./view";

/** Where an operation writes. */
interface Place extends Pick<Operation, "ledgerId" | "operationId" | "now"> {
  tx: Tx;
}

/** An operation that writes to `place` and records in `log`. */
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
