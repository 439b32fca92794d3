import type { Tx } from "@pfn/db";
import type { LedgerContext } from "../context";
import { invalidKey, sessionRequired } from "../errors/refusals";

/**
 * Inside a write's transaction: the person is active and the key, if one writes, still valid (A8). The rows are share-locked until
 * the commit, so that a revocation or suspension that was answered cannot be followed by a write that began before it.
 */
export async function assertCallerActive({ principal }: LedgerContext, tx: Tx): Promise<void> {
  const people = await tx.$queryRaw<unknown[]>`
    select 1 from users where id = ${principal.userId}::uuid and status = 'active' for share`;
  if (principal.kind === "session") {
    const sessions = await tx.$queryRaw<unknown[]>`
      select 1 from login_sessions where id = ${principal.sessionId}::uuid and ended_at is null for share`;
    if (people.length === 0 || sessions.length === 0) throw sessionRequired();
    return;
  }
  const keys = await tx.$queryRaw<unknown[]>`
    select 1 from integration_keys
    where id = ${principal.keyId}::uuid and revoked_at is null and (expires_at is null or expires_at > now()) for share`;
  if (people.length === 0 || keys.length === 0) throw invalidKey();
}
