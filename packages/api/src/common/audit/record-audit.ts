import type { Db, Prisma, Tx } from "@pfn/db";
import { newId } from "../ids";

/** Everything that an audit trail can hold. Closed, so that a reader can rely on the names. */
export const AUDIT_EVENTS = [
  "account.created",
  "account.signUpRefused",
  "account.renamed",
  "account.passwordChanged",
  "account.roleChanged",
  "account.suspended",
  "account.unsuspended",
  "session.started",
  "session.refused",
  "session.ended",
  "key.created",
  "key.updated",
  "key.rotated",
  "key.revoked",
  "key.newNetwork",
  "key.newClient",
  "invitation.created",
  "invitation.revoked",
  "invitation.used",
] as const;
export type AuditEventName = (typeof AUDIT_EVENTS)[number];

export interface AuditEntry {
  event: AuditEventName;
  userId: string;
  keyId?: string;
  sessionId?: string;
  ip: string | null;
  userAgent: string | null;
  /** Never secrets, amounts or payees. */
  details?: Prisma.InputJsonObject;
}

/**
 * Writes one line of the owner's audit trail, in the transaction of the change it speaks of (L4).
 */
export async function recordAudit(
  tx: Tx,
  { details = {}, userAgent, ...entry }: AuditEntry,
): Promise<void> {
  await tx.auditEvent.create({ data: { ...entry, client: userAgent, details } });
}

/**
 * Writes that somebody was not let in. For a person who does not exist the same statement writes
 * nothing, so that the work after a refusal does not tell either who has an account (S5).
 */
export async function recordRefusedSignIn(
  db: Db,
  { userId, ip, userAgent }: Pick<AuditEntry, "userId" | "ip" | "userAgent">,
): Promise<void> {
  const event: AuditEventName = "session.refused";
  await db.$executeRaw`
    insert into audit_events (id, user_id, event, ip, client)
    select ${newId()}::uuid, id, ${event}, ${ip}, ${userAgent} from users
    where id = ${userId}::uuid`;
}
