import { transaction } from "@pfn/db";
import { recordAudit } from "../audit/record-audit";
import type { Context } from "../context";
import { DomainError } from "../errors/domain-error";
import { sessionRequired } from "../errors/refusals";
import { revokeKeys } from "../integration-keys/revoke-keys";
import type { SessionPrincipal } from "../principal";
import { refuseCommonPassword } from "./common-passwords";
import type { ChangePasswordInput } from "./schema";
import { endSessions, lockSession } from "./sessions";

type SessionContext = Context & { principal: SessionPrincipal };

/** For this long after the password was proven, keys may be created without asking again (K10). */
export const CONFIRMED_FOR_MS = 10 * 60_000;

/**
 * Changes the password and ends every other login; on request it revokes all keys too.
 *
 * @throws DomainError FORBIDDEN when `current` is wrong
 */
export async function changePassword(ctx: SessionContext, input: ChangePasswordInput) {
  const { principal, db, now, ip, client } = ctx;
  refuseCommonPassword(input.next, "next");
  const proven = await provePassword(ctx, input.current, "current");
  const passwordHash = await ctx.runtime.passwords.hash(input.next);
  const { userId } = principal;
  return transaction(db, async (tx) => {
    const data = { passwordHash, passwordChangedAt: now() };
    const { count } = await tx.user.updateMany({ where: { id: userId, passwordHash: proven }, data });
    if (count === 0) throw notYourPassword("current");
    await lockSession(tx, principal);
    const sessionsEnded = await endSessions(tx, { userId, at: now(), except: principal.sessionId });
    const keysRevoked = input.revokeKeys ? await revokeKeys(tx, { userId, reason: "account", ip, client }) : 0;
    await recordAudit(tx, { event: "account.passwordChanged", userId, ip, client });
    return { sessionsEnded, keysRevoked };
  });
}

/** Proves the password again, which opens the window in which keys may be created. @throws DomainError FORBIDDEN when it is wrong */
export async function confirmPassword(
  ctx: SessionContext,
  { password }: { password: string },
): Promise<{ confirmedUntil: string }> {
  await provePassword(ctx, password, "password");
  const confirmedAt = ctx.now();
  const { count } = await ctx.db.loginSession.updateMany({
    where: { id: ctx.principal.sessionId, endedAt: null },
    data: { confirmedAt },
  });
  if (count === 0) throw sessionRequired();
  return { confirmedUntil: new Date(confirmedAt.getTime() + CONFIRMED_FOR_MS).toISOString() };
}

/**
 * Answers the hash that the password was proven against, for a write to make sure that it is still the caller's (A8).
 *
 * @throws DomainError FORBIDDEN, naming the field, when the password is not the caller's; TOO_MANY_REQUESTS after too many tries (S8)
 */
export async function provePassword(
  { db, runtime, principal, ip }: SessionContext,
  password: string,
  path: string,
): Promise<string> {
  const succeed = await runtime.passwordThrottle.enter({ account: principal.userId, ip });
  const user = await db.user.findUnique({ where: { id: principal.userId }, select: { passwordHash: true } });
  const isProven = await runtime.passwords.verify(user?.passwordHash ?? null, password);
  if (user === null || !isProven) throw notYourPassword(path);
  await succeed();
  return user.passwordHash;
}

/** Also for a password that was the caller's until a moment ago. */
export const notYourPassword = (path: string) =>
  new DomainError("FORBIDDEN", `\`${path}\`: not your password.`, {
    path,
    hint: "Type the password you sign in with.",
  });
