import { inTransaction, type Tx } from "@pfn/db";
import { recordAudit } from "../../common/audit/record-audit";
import type { SessionContext } from "../../common/context";
import { underStopSign } from "../../common/stop-sign";
import { endSessions, lockSession } from "../../identity/lock-session";
import { clearLedger } from "../../ledger/clear-ledger";
import { LARGE_TIMEOUT, signOfOthers } from "../../ledger/write-to-ledger";
import { revokeKeys } from "../integration-keys/revoke-keys";
import { notYourPassword, provePassword } from "./change-password";
import { keepAdministrator, refuseLastAdministrator } from "./keep-administrator";

/**
 * Deletes the person with both ledgers, all keys and all logins, for good. First every key and
 * login stops, at once; then what they were writing is given up, and the books go. Should that end
 * half-way, as a 503, the account is whole and nobody is signed in to it: the person signs in and
 * deletes it again.
 *
 * The last administrator stays while other people do (O6); alone on the server an administrator may
 * go, and the next one to sign up is the first again.
 *
 * @throws DomainError FORBIDDEN when the password is wrong, CONFLICT for the last administrator
 */
export async function deleteProfile(ctx: SessionContext, { password }: { password: string }) {
  const { db, runtime, principal } = ctx;
  const { userId } = principal;
  const proven = await runtime.database.urgently(async () => {
    const hash = await provePassword(ctx, password, "password");
    await inTransaction(db, (tx) => stopEverybody(tx, { ctx, proven: hash }));
    return hash;
  });
  const end = async (tx: Tx) => {
    await requireProven(tx, { userId, proven });
    await endLedgers(tx, userId);
    const { role } = await tx.user.delete({ where: { id: userId }, select: { role: true } });
    if (role === "admin") await keepAdministrator(tx, userId);
  };
  await inTransaction(db, (tx) => underStopSign(signOfOthers(runtime.database), () => end(tx)), {
    timeout: LARGE_TIMEOUT * runtime.database.patience,
  });
  // The person's trail is gone with the person; that it went is for the server's log to say.
  runtime.log.info({ event: "account.deleted", requestId: ctx.requestId, userId });
  return { id: userId };
}

async function stopEverybody(
  tx: Tx,
  { ctx, proven }: { ctx: SessionContext; proven: string },
): Promise<void> {
  const { principal, now, ip, userAgent } = ctx;
  const { userId } = principal;
  await requireProven(tx, { userId, proven });
  // Told before anything stops; what counts is the same question at the end.
  if (principal.role === "admin") await refuseLastAdministrator(tx, userId);
  await lockSession(tx, principal);
  await endSessions(tx, { userId, at: now() });
  await revokeKeys(tx, { userId, reason: "account", ip, userAgent });
  await recordAudit(tx, { event: "session.ended", userId, ip, userAgent, details: { all: true } });
}

/** Locks the person as they were when the password was proven (A8). */
async function requireProven(
  tx: Tx,
  { userId, proven }: { userId: string; proven: string },
): Promise<void> {
  const people = await tx.$queryRaw<unknown[]>`
    select 1 from users where id = ${userId}::uuid and password_hash = ${proven} for no key update`;
  if (people.length === 0) throw notYourPassword("password");
}

/**
 * Both ledgers would go with the person, but by one statement, and that of many rows takes longer
 * than a statement may (F2): so they go before, part by part. A live ledger keeps its log to its
 * end, which is here: it ends as a test ledger, once there is no other.
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
