import { Prisma } from "@pfn/db";
import { missingScopes } from "@pfn/keys";
import type { LedgerContext } from "../common/context";
import {
  insufficientScope,
  invalidKey,
  sessionRequired,
} from "../common/errors/credential-refusals";
import type { KeyPrincipal, SessionPrincipal } from "../common/principal";
import type { SqlReader } from "../common/reader";

/**
 * The caller as the database has them at this moment (A8): the person is active, the login has not
 * ended or the key is valid, and the key still holds every scope that the call has needed so far.
 *
 * With `isLast` the rows stay share-locked until the commit, which comes next: a revocation that
 * was answered cannot be followed by a write that began before it. Without it nothing is locked, so
 * that no revocation ever waits for a write.
 *
 * @throws DomainError UNAUTHORIZED when the person, the login or the key was stopped; FORBIDDEN
 *   when scopes were taken away
 */
export async function assertCallerActive(
  ctx: LedgerContext,
  db: SqlReader,
  { isLast = false }: { isLast?: boolean } = {},
): Promise<void> {
  const { principal } = ctx;
  if (principal.kind === "session") await assertSession(principal, db, isLast);
  else await assertKey(ctx, principal, { db, isLast });
}

async function assertSession(
  { userId, sessionId }: SessionPrincipal,
  db: SqlReader,
  isLast: boolean,
): Promise<void> {
  const found = await db.$queryRaw<unknown[]>`
    select 1 from users u join login_sessions s on s.user_id = u.id
    where u.id = ${userId}::uuid and u.status = 'active' and s.id = ${sessionId}::uuid
      and s.ended_at is null
    ${isLast ? Prisma.sql`for share of u, s` : Prisma.empty}`;
  if (found.length === 0) throw sessionRequired();
}

async function assertKey(
  { runtime, requiredScopes }: LedgerContext,
  { userId, keyId }: KeyPrincipal,
  { db, isLast }: { db: SqlReader; isLast: boolean },
): Promise<void> {
  // Not `now()`, which is the beginning of a transaction that may have taken minutes.
  const [key] = await db.$queryRaw<{ scopes: string[] }[]>`
    select k.scopes from users u join integration_keys k on k.user_id = u.id
    where u.id = ${userId}::uuid and u.status = 'active' and k.id = ${keyId}::uuid
      and k.revoked_at is null and (k.expires_at is null or k.expires_at > clock_timestamp())
    ${isLast ? Prisma.sql`for share of u, k` : Prisma.empty}`;
  if (key === undefined) throw invalidKey();
  const missing = missingScopes(key.scopes, requiredScopes);
  if (missing.length === 0) return;
  runtime.keyUse.refused(keyId);
  throw insufficientScope(missing);
}
