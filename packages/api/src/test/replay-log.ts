import type { Db } from "@pfn/db";
import { ENTITIES } from "../ledger/entities/entities";
import type { EntityName, Snapshot } from "../ledger/entities/entity-store";

/** Rows of a ledger by entity and id. */
type Rows = Record<string, Snapshot>;

const isEntity = (name: string): name is EntityName => Object.hasOwn(ENTITIES, name);

/**
 * What a ledger's log says its rows are: every change from the first on, applied to nothing. Fails
 * where the log contradicts itself.
 */
export async function replayLog(db: Db, ledgerId: string): Promise<Rows> {
  const changes = await db.change.findMany({
    where: { operation: { ledgerId } },
    orderBy: [{ operation: { seq: "asc" } }, { index: "asc" }],
  });
  const rows: Rows = {};
  for (const { entity, entityId, before, after } of changes) {
    const key = `${entity} ${entityId}`;
    if (JSON.stringify(rows[key] ?? null) !== JSON.stringify(before))
      throw new Error(`The log skips a change of ${key}.`);
    // What the entity's store wrote.
    const snapshot = after as Snapshot | null;
    if (snapshot === null) delete rows[key];
    else rows[key] = snapshot;
  }
  return rows;
}

/** A statement takes 32,767 parameters at most. */
const AT_ONCE = 10_000;

/** The rows that a ledger has now, in the log's form. */
export async function currentRows(db: Db, ledgerId: string): Promise<Rows> {
  const where = { where: { ledgerId }, select: { id: true } };
  const ids = {
    account: await db.account.findMany(where),
    balanceCheck: await db.balanceCheck.findMany(where),
    category: await db.category.findMany(where),
    import: await db.import.findMany({
      where: { ledgerId, state: "committed" },
      select: { id: true },
    }),
    transaction: await db.transaction.findMany(where),
    transfer: await db.transfer.findMany(where),
  } satisfies Record<EntityName, unknown>;
  // Not read where there is none.
  const entities = Object.keys(ids)
    .filter(isEntity)
    .filter((entity) => ids[entity].length > 0);
  return db.$transaction(async (tx) => {
    const rows: Rows = {};
    for (const entity of entities) {
      const wanted = ids[entity].map(({ id }) => id);
      for (let at = 0; at < wanted.length; at += AT_ONCE) {
        const part: Map<string, Snapshot> = await ENTITIES[entity].load(
          tx,
          ledgerId,
          wanted.slice(at, at + AT_ONCE),
        );
        for (const [id, row] of part) rows[`${entity} ${id}`] = row;
      }
    }
    return rows;
  });
}
