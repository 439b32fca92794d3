import type { Tx } from "@pfn/db";
import { inTransaction } from "@pfn/db";
import { recordAudit } from "../../common/audit/record-audit";
import type { Context } from "../../common/context";
import { notFound, sessionRequired } from "../../common/errors/refusals";
import { isoInstant } from "../../common/fields";
import { newId } from "../../common/ids";
import { decodePageCursor, pageOfRows } from "../../common/paging/page-cursor";
import type { Runtime } from "../../create-runtime";
import { SESSION_IDLE_MS } from "../../identity/find-session";
import type { SessionPrincipal } from "../../identity/principal";
import type { ListSessionsInput } from "./schema";

type SessionContext = Context & { principal: SessionPrincipal };

/** The caller's live logins, latest use first. */
export async function listSessions(ctx: SessionContext, { limit, cursor }: ListSessionsInput) {
  const { db, principal, now } = ctx;
  const scope = { list: "profile.sessions", filters: {} };
  const after = decodePageCursor(ctx, scope, cursor);
  const rows = await db.loginSession.findMany({
    where: {
      userId: principal.userId,
      endedAt: null,
      expiresAt: { gt: now() },
      lastSeenAt: { gt: new Date(now().getTime() - SESSION_IDLE_MS) },
      ...(after && {
        OR: [{ lastSeenAt: { lt: after.at } }, { lastSeenAt: after.at, id: { lt: after.id } }],
      }),
    },
    take: limit + 1,
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    select: { id: true, createdAt: true, lastSeenAt: true, ip: true, client: true },
  });
  const cursorOf = ({ lastSeenAt, id }: (typeof rows)[number]) => ({ at: lastSeenAt, id });
  const { items, nextCursor } = pageOfRows(ctx, { scope, limit, rows, cursorOf });
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

/** Ends logins of one person: all of them, one, or all but one. Answers how many were live. */
export async function endSessions(
  tx: Tx,
  which: { userId: string; at: Date; id?: string; except?: string },
): Promise<number> {
  const { userId, at, id, except } = which;
  const byId = id !== undefined ? { id } : except !== undefined ? { id: { not: except } } : {};
  const { count } = await tx.loginSession.updateMany({
    where: { userId, endedAt: null, ...byId },
    data: { endedAt: at },
  });
  return count;
}

/**
 * Inside a transaction, once the password was proven: gives the caller's login another id and
 * answers it. What had the former one, a copy of the cookie included, opens nothing from the commit
 * on; when the login began and ends stays (S12).
 *
 * @throws DomainError UNAUTHORIZED when the login ended meanwhile
 */
export async function renewSession(
  tx: Tx,
  { sessionId, userId }: SessionPrincipal,
  confirmedAt: Date,
): Promise<string> {
  const id = newId();
  const { count } = await tx.loginSession.updateMany({
    where: { id: sessionId, userId, endedAt: null },
    data: { id, confirmedAt },
  });
  if (count === 0) throw sessionRequired();
  return id;
}

/**
 * Inside a transaction: the caller's login as it is now. Share-locked until the commit, so that a
 * sign-out that was answered cannot be followed by a change from the login it ended (A8).
 *
 * @throws DomainError UNAUTHORIZED when the login ended meanwhile
 */
export async function lockSession(
  tx: Tx,
  { sessionId, userId }: SessionPrincipal,
): Promise<{ confirmedAt: Date }> {
  const [session] = await tx.$queryRaw<{ confirmedAt: Date }[]>`
    select confirmed_at as "confirmedAt" from login_sessions
    where id = ${sessionId}::uuid and user_id = ${userId}::uuid and ended_at is null for share`;
  if (session === undefined) throw sessionRequired();
  return session;
}
