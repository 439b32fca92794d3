import { inTransaction, type Tx } from "@pfn/db";
import { type AuditEventName, recordAudit } from "../../common/audit/record-audit";
import type { SessionContext } from "../../common/context";
import { defined } from "../../common/defined";
import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import { createdKey, type MomentKey, page } from "../../common/paging/page";
import { requireFreshLogin } from "../../identity/fresh-login";
import { endSessions } from "../../identity/lock-session";
import { revokeKeys } from "../integration-keys/revoke-keys";
import { keepAdministrator } from "../profile/keep-administrator";
import { requireAdmin } from "./require-admin";
import type { ListUsersInput, User } from "./schema";

const LISTED = {
  id: true,
  name: true,
  email: true,
  role: true,
  status: true,
  createdAt: true,
} as const;

/** Everybody on this server, in the order they came, or a page of them. */
export async function listUsers(ctx: SessionContext, { limit, cursor }: ListUsersInput) {
  const { items, nextCursor } = await page(ctx, {
    list: "admin.users",
    filters: {},
    limit,
    cursor,
    rows: (after: MomentKey | undefined, take) =>
      ctx.db.user.findMany({
        where: createdAfter(after),
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        ...defined({ take }),
        select: LISTED,
      }),
    keyOf: createdKey,
  });
  return {
    items: items.map((user): User => ({ ...user, createdAt: user.createdAt.toISOString() })),
    nextCursor,
  };
}

function createdAfter(key: MomentKey | undefined) {
  if (key === undefined) return {};
  const [at, id] = key;
  const createdAt = new Date(at);
  return { OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }] };
}

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
  const change = {
    userId,
    event: "account.unsuspended",
    data: { status: "active" },
    givesPower: true,
  } as const;
  return changeUser(ctx, change);
}

/**
 * Gives a person another role; their logins end, so that they sign in with it (S2).
 *
 * @throws DomainError NOT_FOUND, CONFLICT for oneself, FORBIDDEN when an administrator is made and
 *   the password was proven
 * more than ten minutes ago (K10)
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
    const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: LISTED });
    return { ...user, createdAt: user.createdAt.toISOString() };
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
