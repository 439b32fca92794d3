import { type Tx, transaction } from "@pfn/db";
import { type AuditEventName, recordAudit } from "../audit/record-audit";
import type { Context } from "../context";
import { DomainError } from "../errors/domain-error";
import { adminRequired, notFound } from "../errors/refusals";
import { revokeKeys } from "../integration-keys/revoke-keys";
import { endSessions, lockSession } from "../people/sessions";
import type { SessionPrincipal } from "../principal";
import type { User } from "./schema";

type SessionContext = Context & { principal: SessionPrincipal };

const LISTED = { id: true, name: true, email: true, role: true, status: true, createdAt: true } as const;

/** Everybody on this server, in the order they came. */
export async function listUsers({ db }: SessionContext) {
  const users = await db.user.findMany({ orderBy: { createdAt: "asc" }, select: LISTED });
  return { items: users.map((user): User => ({ ...user, createdAt: user.createdAt.toISOString() })), nextCursor: null };
}

/** Stops a person: logins end and keys are revoked in the same transaction (K8). @throws DomainError NOT_FOUND, CONFLICT for oneself */
export async function suspendUser(ctx: SessionContext, { userId }: { userId: string }): Promise<User> {
  refuseOneself(ctx, userId);
  return changeUser(ctx, { userId, event: "account.suspended", data: { status: "suspended" } }, async (tx) => {
    await endSessions(tx, { userId, at: ctx.now() });
    await revokeKeys(tx, { userId, reason: "account", ip: null, client: null });
  });
}

/** Lets a person sign in again. Ended logins and revoked keys stay ended and revoked. @throws DomainError NOT_FOUND */
export async function unsuspendUser(ctx: SessionContext, { userId }: { userId: string }): Promise<User> {
  return changeUser(ctx, { userId, event: "account.unsuspended", data: { status: "active" } });
}

/** Gives a person another role; their logins end, so that they sign in with it (S2). @throws DomainError NOT_FOUND, CONFLICT for oneself */
export async function setUserRole(
  ctx: SessionContext,
  { userId, role }: { userId: string; role: User["role"] },
): Promise<User> {
  refuseOneself(ctx, userId);
  return changeUser(ctx, { userId, event: "account.roleChanged", data: { role } }, async (tx) => {
    await endSessions(tx, { userId, at: ctx.now() });
  });
}

interface UserChange {
  userId: string;
  event: AuditEventName;
  data: Partial<Pick<User, "role" | "status">>;
}

async function changeUser(
  ctx: SessionContext,
  { userId, event, data }: UserChange,
  also?: (tx: Tx) => Promise<void>,
): Promise<User> {
  return transaction(ctx.db, async (tx) => {
    await requireAdmin(ctx, tx);
    const { count } = await tx.user.updateMany({ where: { id: userId }, data });
    if (count === 0) throw notFound("user", "userId");
    await also?.(tx);
    await recordAudit(tx, { event, userId, ip: null, client: null, details: { ...data, by: ctx.principal.userId } });
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: LISTED });
    return { ...user, createdAt: user.createdAt.toISOString() };
  });
}

/** Judged again, and locked, so that two administrators cannot take each other's role at the same moment (A8, S3). */
async function requireAdmin({ principal }: SessionContext, tx: Tx): Promise<void> {
  const admins = await tx.$queryRaw<unknown[]>`
    select 1 from users where id = ${principal.userId}::uuid and role = 'admin' and status = 'active' for share`;
  if (admins.length === 0) throw adminRequired();
  await lockSession(tx, principal);
}

/** So that a server never loses its last administrator by a slip. */
function refuseOneself({ principal }: SessionContext, userId: string): void {
  if (principal.userId !== userId) return;
  throw new DomainError("CONFLICT", "You cannot do this to your own account.", {
    path: "userId",
    hint: "Ask another administrator.",
  });
}
