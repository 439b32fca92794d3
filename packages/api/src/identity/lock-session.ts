import type { Tx } from "@pfn/db";
import { sessionRequired } from "../common/errors/credential-refusals";
import { newId } from "../common/ids";
import type { SessionPrincipal } from "../common/principal";

/**
 * Inside a transaction: the caller's login as it is now. It stays share-locked until the commit, so
 * that no change from a login can follow the answer that ended it (A8).
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

/** Ends logins of one person: all of them, one, or all but one. Returns how many were live. */
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
 * returns it. The former id, and so every copy of the cookie, opens nothing after the commit. When
 * the login began and when it ends stay (S12).
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
