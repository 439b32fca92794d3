import { inTransaction, type Tx } from "@pfn/db";
import { type AuditEventName, recordAudit } from "../../common/audit/record-audit";
import type { SessionContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import { requireFreshLogin } from "../../identity/fresh-login";
import { endSessions } from "../../identity/lock-session";
import { revokeKeys } from "../integration-keys/revoke-keys";
import { keepAdministrator } from "../profile/keep-administrator";
import { LISTED_USER, toUser } from "./list-users";
import { requireAdmin } from "./require-admin";
import type { User } from "./schema";

/**
 * Stops a person: logins end and keys are revoked in the same transaction (K8). @throws DomainError
 * NOT_FOUND, CONFLICT for oneself
 */
export async function suspendUser(
  ctx: SessionContext,
  { userId }: { userId: string },
): Promise<User> {
  refuseOneself(ctx, userId);
  return changeUser(
    ctx,
    { userId, event: "account.suspended", data: { status: "suspended" } },
    async (tx) => {
      await endSessions(tx, { userId, at: ctx.now() });
      await revokeKeys(tx, {
        userId,
        reason: "account",
        by: ctx.principal.userId,
        ip: null,
        userAgent: null,
      });
    },
  );
}

/**
 * Lets a person sign in again. Ended logins and revoked keys stay ended and revoked. What gives
 * power asks for the password, as inviting does, and what takes it away never does, so that a stop
 * is as quick as it can be.
 *
 * @throws DomainError NOT_FOUND, FORBIDDEN when the password was proven more than ten minutes ago
 *   (K10)
 */
export async function unsuspendUser(
  ctx: SessionContext,
  { userId }: { userId: string },
): Promise<User> {
  return changeUser(ctx, {
    userId,
    event: "account.unsuspended",
    data: { status: "active" },
    givesPower: true,
  });
}

/**
 * Gives a person another role; their logins end, so that they sign in with it (S2).
 *
 * @throws DomainError NOT_FOUND, CONFLICT for oneself, FORBIDDEN when an administrator is made and
 *   the password was proven more than ten minutes ago (K10)
 */
export async function setUserRole(
  ctx: SessionContext,
  { userId, role }: { userId: string; role: User["role"] },
): Promise<User> {
  refuseOneself(ctx, userId);
  const givesPower = role === "admin";
  return changeUser(
    ctx,
    { userId, event: "account.roleChanged", data: { role }, givesPower },
    async (tx) => {
      await endSessions(tx, { userId, at: ctx.now() });
    },
  );
}

interface UserChange {
  userId: string;
  event: AuditEventName;
  data: Partial<Pick<User, "role" | "status">>;
  /** Whether somebody can do more afterwards. */
  givesPower?: boolean;
}

async function changeUser(
  ctx: SessionContext,
  { userId, event, data, givesPower = false }: UserChange,
  also?: (tx: Tx) => Promise<void>,
): Promise<User> {
  return inTransaction(ctx.db, async (tx) => {
    if (givesPower) await requireFreshLogin(ctx, tx);
    await requireAdmin(ctx, tx);
    const { count } = await tx.user.updateMany({ where: { id: userId }, data });
    if (count === 0) throw notFound("user", "userId");
    await also?.(tx);
    if (!givesPower) await keepAdministrator(tx, userId);
    await recordAudit(tx, {
      event,
      userId,
      ip: null,
      userAgent: null,
      details: { ...data, by: ctx.principal.userId },
    });
    return toUser(await tx.user.findUniqueOrThrow({ where: { id: userId }, select: LISTED_USER }));
  });
}

/** So that a server never loses its last administrator by a slip. */
function refuseOneself({ principal }: SessionContext, userId: string): void {
  if (principal.userId !== userId) return;
  throw refusal(
    "CONFLICT",
    "userId",
    "you cannot do this to your own account.",
    "Ask another administrator.",
  );
}
