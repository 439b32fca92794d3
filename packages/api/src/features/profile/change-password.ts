import { inTransaction } from "@pfn/db";
import { recordAudit } from "../../common/audit/record-audit";
import type { SessionContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { refuseCommonPassword } from "../../identity/common-passwords";
import { CONFIRMED_FOR_MS } from "../../identity/fresh-login";
import { endSessions, renewSession } from "../../identity/lock-session";
import { revokeKeys } from "../integration-keys/revoke-keys";
import type { ChangePasswordInput } from "./schema";

/**
 * Changes the password and ends every other login; on request it revokes all keys too. The login
 * itself goes on under another id, so that a copy of its cookie is as dead as the other logins
 * (S12).
 *
 * @throws DomainError FORBIDDEN when `current` is wrong
 */
export async function changePassword(ctx: SessionContext, input: ChangePasswordInput) {
  const { principal, db, now, ip, userAgent } = ctx;
  refuseCommonPassword(input.next, "next");
  const proven = await provePassword(ctx, input.current, "current");
  const passwordHash = await ctx.runtime.passwords.hash(input.next);
  const { userId } = principal;
  const { sessionId, ...ended } = await inTransaction(db, async (tx) => {
    const data = { passwordHash, passwordChangedAt: now() };
    const { count } = await tx.user.updateMany({
      where: { id: userId, passwordHash: proven },
      data,
    });
    if (count === 0) throw notYourPassword("current");
    const sessionId = await renewSession(tx, principal, now());
    const sessionsEnded = await endSessions(tx, { userId, at: now(), except: sessionId });
    const keysRevoked = input.revokeKeys
      ? await revokeKeys(tx, { userId, reason: "account", ip, userAgent })
      : 0;
    await recordAudit(tx, { event: "account.passwordChanged", userId, ip, userAgent });
    return { sessionId, sessionsEnded, keysRevoked };
  });
  ctx.keepSession?.(sessionId);
  return ended;
}

/**
 * Proves the password again, which opens the window in which keys may be created. That is a new
 * power, so the login goes on under another id: a copy of the former cookie must not get it (S12).
 *
 * @throws DomainError FORBIDDEN when the password is wrong
 */
export async function confirmPassword(
  ctx: SessionContext,
  { password }: { password: string },
): Promise<{ confirmedUntil: string }> {
  await provePassword(ctx, password, "password");
  const confirmedAt = ctx.now();
  const sessionId = await inTransaction(ctx.db, (tx) =>
    renewSession(tx, ctx.principal, confirmedAt),
  );
  ctx.keepSession?.(sessionId);
  return { confirmedUntil: new Date(confirmedAt.getTime() + CONFIRMED_FOR_MS).toISOString() };
}

/**
 * Returns the hash that the password was proven against, so that a write can check that it is still
 * the caller's (A8).
 *
 * @throws DomainError FORBIDDEN, naming the field, when the password is not the caller's;
 *   TOO_MANY_REQUESTS after too many tries (S8)
 */
export async function provePassword(
  { db, runtime, principal, ip }: SessionContext,
  password: string,
  path: string,
): Promise<string> {
  // Named as signing in names it: tries at one password are counted together, wherever they are
  // made (S8).
  const succeed = await runtime.passwordThrottle.enter({ account: principal.email, ip });
  const user = await db.user.findUnique({
    where: { id: principal.userId },
    select: { passwordHash: true },
  });
  const isProven = await runtime.passwords.verify(user?.passwordHash ?? null, password);
  if (user === null || !isProven) throw notYourPassword(path);
  await succeed();
  return user.passwordHash;
}

/** Also for a password that was the caller's until a moment ago. */
export const notYourPassword = (path: string) =>
  refusal("FORBIDDEN", path, "not your password.", "Type the password you sign in with.");
