import type { Tx } from "@pfn/db";
import type { SessionContext } from "../../common/context";
import { adminRequired } from "../../common/errors/credential-refusals";
import { lockSession } from "../../identity/lock-session";

/**
 * Judged again, and locked, so that two administrators cannot take each other's role at the same
 * moment (A8, S3).
 */
export async function requireAdmin({ principal }: SessionContext, tx: Tx): Promise<void> {
  const admins = await tx.$queryRaw<unknown[]>`
    select 1 from users
    where id = ${principal.userId}::uuid and role = 'admin' and status = 'active'
    for share`;
  if (admins.length === 0) throw adminRequired();
  await lockSession(tx, principal);
}
