import type { Tx } from "@pfn/db";
import type { SessionContext } from "../common/context";
import { sessionRequired } from "../common/errors/credential-refusals";
import { refusal } from "../common/errors/refusal";
import { lockSession } from "./lock-session";

/** For this long after the password was proven, keys may be created without asking again (K10). */
export const CONFIRMED_FOR_MS = 10 * 60_000;

/**
 * Inside a transaction that gives power, such as issuing a key. Reads the person and the login
 * again (K10), and locks the person's row: keys of one person are issued one after another, so that
 * the limit holds under concurrency (K9).
 *
 * @throws DomainError UNAUTHORIZED when the login ended meanwhile, FORBIDDEN when the password was
 *   proven too long ago
 */
export async function requireFreshLogin({ principal, now }: SessionContext, tx: Tx): Promise<void> {
  const people = await tx.$queryRaw<unknown[]>`
    select 1 from users where id = ${principal.userId}::uuid and status = 'active'
    for no key update`;
  if (people.length === 0) throw sessionRequired();
  const session = await lockSession(tx, principal);
  if (now().getTime() - session.confirmedAt.getTime() <= CONFIRMED_FOR_MS) return;
  throw refusal(
    "FORBIDDEN",
    null,
    "Your last sign-in is more than ten minutes ago.",
    "Prove your password with profile.confirmPassword, then repeat the call.",
  );
}
