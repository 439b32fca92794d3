import { inTransaction } from "@pfn/db";
import { isScope } from "@pfn/keys";
import type { SessionContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import { DAY_MS } from "../../common/time/lengths";
import { requireFreshLogin } from "../../identity/fresh-login";
import { issueKey, refuseTooManyCreations, refuseTooManyKeys } from "./issue-key";
import { revokeKeys } from "./revoke-keys";
import type { RotateIntegrationKeyInput } from "./schema";

/**
 * Replaces a key by a new one with the same label, scopes and mode. The old one stops now, or after
 * a grace in which both work, never later than its own expiry.
 *
 * @throws DomainError NOT_FOUND; CONFLICT for a key that is revoked or expired, or at 25 active
 *   keys during a grace; FORBIDDEN as create
 */
export async function rotateIntegrationKey(
  ctx: SessionContext,
  { id, graceInDays, expiresInDays }: RotateIntegrationKeyInput,
) {
  const { userId } = ctx.principal;
  const now = ctx.now();
  return inTransaction(ctx.db, async (tx) => {
    await requireFreshLogin(ctx, tx);
    await refuseTooManyCreations(ctx, tx);
    // Locked, so that a key which is revoked meanwhile is seen to be.
    await tx.$queryRaw`select 1 from integration_keys
      where id = ${id}::uuid and user_id = ${userId}::uuid for no key update`;
    const old = await tx.integrationKey.findFirst({
      where: { id, userId },
      select: {
        label: true,
        scopes: true,
        expiresAt: true,
        revokedAt: true,
        ledger: { select: { mode: true } },
      },
    });
    if (old === null) throw notFound("integration key");
    if (old.revokedAt !== null || (old.expiresAt !== null && old.expiresAt <= now)) {
      throw refusal(
        "CONFLICT",
        "id",
        "this key no longer works, so there is nothing to rotate.",
        "Create a new key.",
      );
    }
    if (graceInDays === 0) {
      await revokeKeys(tx, { userId, id, reason: "rotated", ip: ctx.ip, userAgent: ctx.userAgent });
    } else {
      await refuseTooManyKeys(ctx, tx);
      const graceEnds = new Date(now.getTime() + graceInDays * DAY_MS);
      await tx.integrationKey.updateMany({
        where: { id, userId, OR: [{ expiresAt: null }, { expiresAt: { gt: graceEnds } }] },
        data: { expiresAt: graceEnds },
      });
    }
    return issueKey(ctx, tx, {
      label: old.label,
      scopes: old.scopes.filter(isScope),
      mode: old.ledger.mode,
      expiresAt:
        expiresInDays === undefined
          ? old.expiresAt
          : new Date(now.getTime() + expiresInDays * DAY_MS),
      rotatedFromId: id,
      event: "key.rotated",
    });
  });
}
