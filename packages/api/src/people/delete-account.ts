import { type Tx, transaction } from "@pfn/db";
import type { Context } from "../context";
import { clearLedger } from "../operations/clear-ledger";
import { LARGE_TIMEOUT } from "../operations/run-operation";
import type { SessionPrincipal } from "../principal";
import { notYourPassword, provePassword } from "./change-password";
import { keepAdministrator, refuseLastAdministrator } from "./keep-administrator";
import { lockSession } from "./sessions";

/**
 * Deletes the person with both ledgers, all keys and all logins, at once and for good. The last administrator stays while
 * other people do (O6); alone on the server, an administrator may go, and the next one to sign up is the first again.
 *
 * @throws DomainError FORBIDDEN when the password is wrong, CONFLICT for the last administrator
 */
export async function deleteAccount(
  ctx: Context & { principal: SessionPrincipal },
  { password }: { password: string },
) {
  const proven = await provePassword(ctx, password, "password");
  const { userId } = ctx.principal;
  // Told before the books are taken apart; what counts is the same question at the end.
  if (ctx.principal.role === "admin") await refuseLastAdministrator(ctx.db, userId);
  const end = async (tx: Tx) => {
    const people = await tx.$queryRaw<unknown[]>`
      select 1 from users where id = ${userId}::uuid and password_hash = ${proven} for update`;
    if (people.length === 0) throw notYourPassword("password");
    await lockSession(tx, ctx.principal);
    await endLedgers(tx, userId);
    const { role } = await tx.user.delete({ where: { id: userId }, select: { role: true } });
    if (role === "admin") await keepAdministrator(tx, userId);
  };
  await transaction(ctx.db, end, { timeout: LARGE_TIMEOUT });
  // The person's trail is gone with the person; that it went is for the server's log to say.
  ctx.runtime.log.info({ event: "account.deleted", requestId: ctx.requestId, userId });
  return { id: userId };
}

/**
 * Both ledgers would go with the person, but by one statement, and that of many rows takes longer than a statement may (F2): so they go
 * before, part by part. A live ledger keeps its log to its end, which is here: it ends as a test ledger, once there is no other.
 */
async function endLedgers(tx: Tx, userId: string): Promise<void> {
  for (const mode of ["test", "live"] as const) {
    const { id } = await tx.ledger.update({
      where: { userId_mode: { userId, mode } },
      data: { mode: "test" },
      select: { id: true },
    });
    await clearLedger(tx, id, null);
    await tx.ledger.delete({ where: { id, userId }, select: { id: true } });
  }
}
