import { type Tx, transaction } from "@pfn/db";
import { type AuditEventName, recordAudit } from "../audit/record-audit";
import { DomainError } from "../errors/domain-error";
import { notFound } from "../errors/refusals";
import { revokeKeys } from "../integration-keys/revoke-keys";
import { endSessions } from "../people/sessions";
import { decodePosition, type Position, pageOfRows } from "../schema/position";
import { requireAdmin, type SessionContext } from "./require-admin";
import type { ListUsersInput, User } from "./schema";

const LISTED = { id: true, name: true, email: true, role: true, status: true, createdAt: true } as const;

/** Everybody on this server, in the order they came, or a page of them. */
export async function listUsers(ctx: SessionContext, { limit, cursor }: ListUsersInput) {
  const scope = { list: "admin.users", filters: {} };
  const position = decodePosition(ctx, scope, cursor);
  const rows = await ctx.db.user.findMany({
    where: position === undefined ? {} : after(position),
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    ...(limit === undefined ? {} : { take: limit + 1 }),
    select: LISTED,
  });
  const positionOf = ({ createdAt, id }: (typeof rows)[number]) => ({ at: createdAt, id });
  const { items, nextCursor } = pageOfRows(ctx, { scope, limit: limit ?? rows.length, rows, positionOf });
  return { items: items.map((user): User => ({ ...user, createdAt: user.createdAt.toISOString() })), nextCursor };
}

const after = ({ at, id }: Position) => ({ OR: [{ createdAt: { gt: at } }, { createdAt: at, id: { gt: id } }] });

/** Stops a person: logins end and keys are revoked in the same transaction (K8). @throws DomainError NOT_FOUND, CONFLICT for oneself */
export async function suspendUser(ctx: SessionContext, { userId }: { userId: string }): Promise<User> {
  refuseOneself(ctx, userId);
  return changeUser(ctx, { userId, event: "account.suspended", data: { status: "suspended" } }, async (tx) => {
    await endSessions(tx, { userId, at: ctx.now() });
    await revokeKeys(tx, { userId, reason: "account", by: ctx.principal.userId, ip: null, client: null });
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

/** So that a server never loses its last administrator by a slip. */
function refuseOneself({ principal }: SessionContext, userId: string): void {
  if (principal.userId !== userId) return;
  throw new DomainError("CONFLICT", "You cannot do this to your own account.", {
    path: "userId",
    hint: "Ask another administrator.",
  });
}
