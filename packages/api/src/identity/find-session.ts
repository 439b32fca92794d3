import type { StoredSession } from "@pfn/db";
import { Id } from "../common/fields";
import type { SessionPrincipal } from "../common/principal";
import type { Runtime } from "../common/runtime";
import { DAY_MS } from "../common/time/lengths";

/**
 * A login ends after a week without use; its `expiresAt` ends it after thirty days in any case
 * (S9).
 */
export const SESSION_IDLE_MS = 7 * DAY_MS;
export const SESSION_ABSOLUTE_MS = 30 * DAY_MS;
const SEEN_EVERY_MS = 60_000;

/**
 * The person behind a login, as the database has it now: ended, idle, expired or suspended answers
 * null (S2, S3).
 */
export async function findSession(
  runtime: Runtime,
  sessionId: string,
): Promise<SessionPrincipal | null> {
  // What a cookie holds in its place is nobody's session, not a value for the database to stumble
  // over.
  if (!Id.safeParse(sessionId).success) return null;
  // Stored in small letters, as the row comes back.
  const session = await runtime.database.findSession(sessionId.toLowerCase());
  const now = runtime.now();
  if (session === null || isOver(session, now)) return null;
  const { id, lastSeenAt, expiresAt: _, ...person } = session;
  if (now.getTime() - lastSeenAt.getTime() > SEEN_EVERY_MS) markSeen(runtime, id, now);
  return { kind: "session", mode: "live", sessionId: id, ...person };
}

const isOver = ({ expiresAt, lastSeenAt }: StoredSession, now: Date): boolean =>
  expiresAt <= now || lastSeenAt.getTime() <= now.getTime() - SESSION_IDLE_MS;

/** Off the request's path, and guarded so that it cannot revive a login that ends meanwhile. */
function markSeen({ background, db }: Runtime, sessionId: string, now: Date): void {
  background.run("session.seen", () =>
    db.loginSession.updateMany({
      where: { id: sessionId, endedAt: null, lastSeenAt: { lt: now } },
      data: { lastSeenAt: now },
    }),
  );
}
