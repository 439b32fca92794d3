import { inTransaction } from "@pfn/db";
import type { SessionContext } from "../../common/context";
import { notFound } from "../../common/errors/refusals";
import { revokeKeys } from "../integration-keys/revoke-keys";
import { requireAdmin } from "./require-admin";

/**
 * Stops every key of a person at once (K6); they can sign in and make new ones. @throws DomainError
 * NOT_FOUND
 */
export async function revokeUserKeys(
  ctx: SessionContext,
  { userId }: { userId: string },
): Promise<{ revoked: number }> {
  const by = ctx.principal.userId;
  return inTransaction(ctx.db, async (tx) => {
    await requireAdmin(ctx, tx);
    if ((await tx.user.findUnique({ where: { id: userId }, select: { id: true } })) === null)
      throw notFound("user", "userId");
    return {
      revoked: await revokeKeys(tx, { userId, reason: "account", by, ip: null, userAgent: null }),
    };
  });
}
