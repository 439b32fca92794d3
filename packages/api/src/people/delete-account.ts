import { transaction } from "@pfn/db";
import type { Context } from "../context";
import type { SessionPrincipal } from "../principal";
import { notYourPassword, provePassword } from "./change-password";
import { lockSession } from "./sessions";

/**
 * Deletes the person with both ledgers, all keys and all logins, at once and for good.
 *
 * @throws DomainError FORBIDDEN when the password is wrong
 */
export async function deleteAccount(
  ctx: Context & { principal: SessionPrincipal },
  { password }: { password: string },
) {
  const proven = await provePassword(ctx, password, "password");
  const { userId } = ctx.principal;
  await transaction(ctx.db, async (tx) => {
    await lockSession(tx, ctx.principal);
    const { count } = await tx.user.deleteMany({ where: { id: userId, passwordHash: proven } });
    if (count === 0) throw notYourPassword("password");
  });
  // The person's trail is gone with the person; that it went is for the server's log to say.
  ctx.runtime.log.info({ event: "account.deleted", requestId: ctx.requestId, userId });
  return { id: userId };
}
