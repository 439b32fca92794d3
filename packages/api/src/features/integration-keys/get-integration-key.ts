import type { SessionContext } from "../../common/context";
import { defined } from "../../common/defined";
import { isoDay, isoInstant } from "../../common/fields";
import { createdBefore, type MomentKey, page } from "../../common/paging/page";
import { readKeySources } from "./read-key-sources";
import { readKey, readKeys } from "./read-keys";
import type { ListIntegrationKeysInput } from "./schema";

const LATEST_OPERATIONS = 20;
const LATEST_DAYS = 90;

/** The caller's keys, newest first, those that no longer work included. */
export async function listIntegrationKeys(
  ctx: SessionContext,
  { limit, cursor }: ListIntegrationKeysInput,
) {
  return page(ctx, {
    list: "integrationKeys.list",
    filters: {},
    limit,
    cursor,
    rows: (after: MomentKey | undefined, take) =>
      readKeys(
        ctx.db,
        { userId: ctx.principal.userId, now: ctx.now() },
        { where: createdBefore(after), ...defined({ take }) },
      ),
    keyOf: ({ createdAt, id }) => [createdAt, id],
  });
}

/** One key with its use per day and what it did last. @throws DomainError NOT_FOUND */
export async function getIntegrationKey(
  { db, principal, now }: SessionContext,
  { id }: { id: string },
) {
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
      changeCount: true,
    },
  });
  const sources = await readKeySources(db, { keyId: id, userId: principal.userId, now: now() });
  return {
    ...key,
    ...sources,
    days: days.toReversed().map(({ day, ...counts }) => ({ day: isoDay(day), ...counts })),
    operations: operations.map(({ createdAt, changeCount, ...rest }) => ({
      ...rest,
      at: isoInstant(createdAt),
      changes: changeCount,
    })),
  };
}
