import { inTransaction, type RevokedReason, type Tx } from "@pfn/db";
import { recordAudit } from "../../common/audit/record-audit";
import type { SessionContext } from "../../common/context";
import { readKey } from "./read-keys";
import type { IntegrationKey } from "./schema";

interface Revocation {
  userId: string;
  /** All of the person's keys when absent. */
  id?: string;
  reason: RevokedReason;
  /** The administrator who did it, when it was not the owner. */
  by?: string;
  ip: string | null;
  userAgent: string | null;
}

/**
 * Revokes keys that are not revoked yet, by the database's clock, with one audit event each; the
 * first `revokedAt` stays (K8). Answers how many there were.
 */
export async function revokeKeys(
  tx: Tx,
  { userId, id, reason, by, ip, userAgent }: Revocation,
): Promise<number> {
  const revoked = await tx.$queryRaw<{ id: string }[]>`
    update integration_keys set revoked_at = now(), revoked_reason = ${reason}::revoked_reason
    where user_id = ${userId}::uuid and revoked_at is null
      and (${id ?? null}::uuid is null or id = ${id ?? null}::uuid)
    returning id::text`;
  const details = { reason, ...(by !== undefined && { by }) };
  for (const key of revoked)
    await recordAudit(tx, { event: "key.revoked", userId, keyId: key.id, ip, userAgent, details });
  return revoked.length;
}

/**
 * Stops a key at once: no request that begins after the answer is accepted (K6). @throws
 * DomainError NOT_FOUND
 */
export async function revokeIntegrationKey(
  ctx: SessionContext,
  { id }: { id: string },
): Promise<IntegrationKey> {
  const { userId } = ctx.principal;
  // A key that is stopped already must not hold up anybody's write once more.
  const known = await readKey(ctx.db, { userId, id, now: ctx.now() });
  if (known.revokedAt !== null) return known;
  return inTransaction(ctx.db, async (tx) => {
    await revokeKeys(tx, { userId, id, reason: "owner", ip: ctx.ip, userAgent: ctx.userAgent });
    return readKey(tx, { userId, id, now: ctx.now() });
  });
}

/** Stops every key of the caller at once. */
export async function revokeAllIntegrationKeys(ctx: SessionContext): Promise<{ revoked: number }> {
  const { userId } = ctx.principal;
  if ((await ctx.db.integrationKey.count({ where: { userId, revokedAt: null } })) === 0)
    return { revoked: 0 };
  const revoked = await inTransaction(ctx.db, (tx) =>
    revokeKeys(tx, { userId, reason: "owner", ip: ctx.ip, userAgent: ctx.userAgent }),
  );
  return { revoked };
}
