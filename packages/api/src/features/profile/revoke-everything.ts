import { type Database, inTransaction } from "@pfn/db";
import { recordAudit } from "../../common/audit/record-audit";
import { endSessions } from "../../identity/lock-session";
import { revokeKeys } from "../integration-keys/revoke-keys";
import { Email } from "./schema";

const NOBODY = { ip: null, userAgent: "pfn revoke-all" };

/**
 * For the operator of the server: revokes every key and invitation and ends every login, of one
 * person or of all. An old backup that is restored revives those that were ended since (O3).
 * Returns null when nobody has this e-mail address.
 */
export async function revokeEverything(
  { client: db }: Database,
  { email }: { email?: string } = {},
): Promise<{ keys: number; sessions: number } | null> {
  const where = email === undefined ? {} : { email: Email.safeParse(email).data ?? "" };
  const people = await db.user.findMany({ where, select: { id: true }, orderBy: { id: "asc" } });
  if (email !== undefined && people.length === 0) return null;
  const ended = { keys: 0, sessions: 0 };
  for (const { id: userId } of people) {
    const [keys, sessions] = await inTransaction(db, async (tx) => {
      const revoked = await revokeKeys(tx, { userId, reason: "owner", ...NOBODY });
      const count = await endSessions(tx, { userId, at: new Date() });
      await tx.invitation.updateMany({
        where: { createdById: userId, usedAt: null, revokedAt: null },
        data: { revokedAt: new Date() },
      });
      await recordAudit(tx, { event: "session.ended", userId, ...NOBODY, details: { all: true } });
      return [revoked, count] as const;
    });
    ended.keys += keys;
    ended.sessions += sessions;
  }
  return ended;
}
