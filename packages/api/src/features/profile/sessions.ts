import type { Tx } from "@pfn/db";
import { inTransaction } from "@pfn/db";
import { recordAudit } from "../../common/audit/record-audit";
import type { SessionContext } from "../../common/context";
import { defined } from "../../common/defined";
import { notFound } from "../../common/errors/refusals";
import { isoInstant } from "../../common/fields";
import { type MomentKey, page } from "../../common/paging/page";
import type { Runtime } from "../../common/runtime";
import { SESSION_IDLE_MS } from "../../identity/find-session";
import { endSessions } from "../../identity/lock-session";
import type { ListSessionsInput } from "./schema";

/** The caller's live logins, latest use first. */
export async function listSessions(ctx: SessionContext, { limit, cursor }: ListSessionsInput) {
  const { db, principal, now } = ctx;
  const { items, nextCursor } = await page(ctx, {
    list: "profile.sessions",
    filters: {},
    limit,
    cursor,
    rows: (after: MomentKey | undefined, take) =>
      db.loginSession.findMany({
        where: {
          userId: principal.userId,
          endedAt: null,
          expiresAt: { gt: now() },
          lastSeenAt: { gt: new Date(now().getTime() - SESSION_IDLE_MS) },
          ...seenBefore(after),
        },
        ...defined({ take }),
        orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
        select: { id: true, createdAt: true, lastSeenAt: true, ip: true, client: true },
      }),
    keyOf: ({ lastSeenAt, id }) => [isoInstant(lastSeenAt), id],
  });
  return {
    items: items.map(({ createdAt, lastSeenAt, ...rest }) => ({
      ...rest,
      isCurrent: rest.id === principal.sessionId,
      createdAt: isoInstant(createdAt),
      lastSeenAt: isoInstant(lastSeenAt),
    })),
    nextCursor,
  };
}

function seenBefore(after: MomentKey | undefined) {
  if (after === undefined) return {};
  const [at, id] = after;
  const lastSeenAt = new Date(at);
  return { OR: [{ lastSeenAt: { lt: lastSeenAt } }, { lastSeenAt, id: { lt: id } }] };
}

/** Ends one login of the caller; ending it twice changes nothing. @throws DomainError NOT_FOUND */
export async function endOwnSession(
  { db, principal, now, ip, userAgent }: SessionContext,
  { id }: { id: string },
): Promise<{ id: string }> {
  const { userId } = principal;
  await inTransaction(db, async (tx) => {
    const owned = await tx.loginSession.findFirst({
      where: { id, userId },
      select: { endedAt: true },
    });
    if (owned === null) throw notFound("session");
    await endSessions(tx, { userId, at: now(), id });
    if (owned.endedAt === null)
      await recordAudit(tx, { event: "session.ended", userId, sessionId: id, ip, userAgent });
  });
  return { id };
}

/** Ends every login of the caller, this one included. */
export async function signOutEverywhere({
  db,
  principal,
  now,
  ip,
  userAgent,
}: SessionContext): Promise<{ sessionsEnded: number }> {
  const { userId } = principal;
  const sessionsEnded = await inTransaction(db, async (tx) => {
    const count = await endSessions(tx, { userId, at: now() });
    await recordAudit(tx, {
      event: "session.ended",
      userId,
      ip,
      userAgent,
      details: { all: true },
    });
    return count;
  });
  return { sessionsEnded };
}

/** Sign-out: ends the login behind a cookie; ending it twice changes nothing. */
export async function endSession({ database, db, now }: Runtime, sessionId: string): Promise<void> {
  const end = async (tx: Tx) => {
    const ended = await tx.loginSession.updateManyAndReturn({
      where: { id: sessionId, endedAt: null },
      data: { endedAt: now() },
      select: { userId: true },
    });
    for (const { userId } of ended)
      await recordAudit(tx, {
        event: "session.ended",
        userId,
        sessionId,
        ip: null,
        userAgent: null,
      });
  };
  await database.urgently(() => inTransaction(db, end));
}
