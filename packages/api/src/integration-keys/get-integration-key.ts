import { isoDay, isoInstant } from "../schema/common";
import type { SessionContext } from "./issue-key";
import { readKey, readKeys } from "./read-keys";

const LATEST_OPERATIONS = 20;
const LATEST_DAYS = 90;

/** The caller's keys, newest first, those that no longer work included. */
export async function listIntegrationKeys({ db, principal, now }: SessionContext) {
  return { items: await readKeys(db, { userId: principal.userId, now: now() }), nextCursor: null };
}

/** One key with its use per day and what it did last. @throws DomainError NOT_FOUND */
export async function getIntegrationKey({ db, principal, now }: SessionContext, { id }: { id: string }) {
  const key = await readKey(db, { userId: principal.userId, id, now: now() });
  const days = await db.integrationKeyDay.findMany({
    where: { keyId: id, key: { userId: principal.userId } },
    orderBy: { day: "desc" },
    take: LATEST_DAYS,
    select: { day: true, uses: true, refusals: true },
  });
  const operations = await db.operation.findMany({
    where: { keyId: id, ledger: { userId: principal.userId } },
    orderBy: { seq: "desc" },
    take: LATEST_OPERATIONS,
    select: {
      id: true,
      createdAt: true,
      procedure: true,
      reason: true,
      state: true,
      _count: { select: { changes: true } },
    },
  });
  return {
    ...key,
    days: days.toReversed().map(({ day, ...counts }) => ({ day: isoDay(day), ...counts })),
    operations: operations.map(({ createdAt, _count, ...rest }) => ({
      ...rest,
      at: isoInstant(createdAt),
      changes: _count.changes,
    })),
  };
}
