import { inTransaction } from "@pfn/db";
import { missingScopes } from "@pfn/keys";
import { recordAudit } from "../../common/audit/record-audit";
import type { SessionContext } from "../../common/context";
import { defined } from "../../common/defined";
import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import { readKey } from "./read-keys";
import type { IntegrationKey, UpdateIntegrationKeyInput } from "./schema";

/**
 * Renames a key, or takes scopes away from it. Scopes never grow: what a key once could is what its
 * owner agreed to when it was made.
 *
 * @throws DomainError NOT_FOUND; BAD_REQUEST naming scopes that the key does not have
 */
export async function updateIntegrationKey(
  ctx: SessionContext,
  { id, label, scopes }: UpdateIntegrationKeyInput,
): Promise<IntegrationKey> {
  const { userId } = ctx.principal;
  return inTransaction(ctx.db, async (tx) => {
    const [locked] = await tx.$queryRaw<{ scopes: string[] }[]>`
      select scopes from integration_keys
      where id = ${id}::uuid and user_id = ${userId}::uuid for no key update`;
    if (locked === undefined) throw notFound("integration key");
    const added = scopes === undefined ? [] : missingScopes(locked.scopes, scopes);
    if (added.length > 0) {
      throw refusal(
        "BAD_REQUEST",
        "scopes",
        `the key does not have ${added.join(", ")}.`,
        "Scopes may only shrink. Create a new key for more.",
      );
    }
    await tx.integrationKey.updateMany({
      where: { id, userId },
      data: defined({ label, scopes }),
    });
    await recordAudit(tx, {
      event: "key.updated",
      userId,
      keyId: id,
      ip: ctx.ip,
      userAgent: ctx.userAgent,
      details: defined({ label, scopes }),
    });
    return readKey(tx, { userId, id, now: ctx.now() });
  });
}
