import type { SessionPrincipal } from "../principal";
import type { Runtime } from "../runtime";
import { Id } from "../schema/common";

/** A login ends after a week without use; its `expiresAt` ends it after thirty days in any case (S9). */
export const SESSION_IDLE_MS = 7 * 24 * 3_600_000;
export const SESSION_ABSOLUTE_MS = 30 * 24 * 3_600_000;
const SEEN_EVERY_MS = 60_000;

/** The person behind a login, as the database has it now: ended, idle, expired or suspended answers null (S2, S3). */
export async function findSession(runtime: Runtime, sessionId: string): Promise<SessionPrincipal | null> {
  // What a cookie holds in its place is nobody's session, not a value for the database to stumble over.
  if (!Id.safeParse(sessionId).success) return null;
  const now = runtime.now();
  const session = await runtime.db.loginSession.findFirst({
    where: {
      id: sessionId,
      endedAt: null,
      expiresAt: { gt: now },
      lastSeenAt: { gt: new Date(now.getTime() - SESSION_IDLE_MS) },
      user: { status: "active" },
    },
    select: {
      id: true,
      confirmedAt: true,
      lastSeenAt: true,
      user: {
        select: {
          id: true,
          name: true,
          email: true,
          role: true,
          ledgers: { where: { mode: "live" }, select: { id: true, baseCurrency: true, timezone: true } },
        },
      },
    },
  });
  const ledger = session?.user.ledgers[0];
  if (session === null || ledger === undefined) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > SEEN_EVERY_MS) markSeen(runtime, session.id, now);
  return {
    kind: "session",
    userId: session.user.id,
    sessionId: session.id,
    name: session.user.name,
    email: session.user.email,
    role: session.user.role,
    confirmedAt: session.confirmedAt,
    ledgerId: ledger.id,
    mode: "live",
    baseCurrency: ledger.baseCurrency,
    timezone: ledger.timezone,
  };
}

/** Off the request's path, and guarded so that it cannot revive a login that ends meanwhile. */
function markSeen({ background, db }: Runtime, sessionId: string, now: Date): void {
  background.run("session.seen", () =>
    db.loginSession.updateMany({
      where: { id: sessionId, endedAt: null, lastSeenAt: { lt: now } },
      data: { lastSeenAt: now },
    }),
  );
}
