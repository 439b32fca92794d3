import type { Prisma } from "@pfn/db";
import type { SessionContext } from "../context";
import { defined } from "../defined";
import { isoInstant } from "../fields";
import { createdBefore, createdKey, type MomentKey, page } from "../paging/page";
import { AuditEvent, type ListAuditInput } from "./schema";

/**
 * The caller's own trail, newest first (L4): who signed in or tried to, what happened to keys,
 * password and role.
 */
export async function listAudit(ctx: SessionContext, { cursor, limit }: ListAuditInput) {
  const { db, principal } = ctx;
  const { userId } = principal;
  const { items, nextCursor } = await page(ctx, {
    list: "profile.audit",
    filters: {},
    limit,
    cursor,
    rows: (after: MomentKey | undefined, take) =>
      db.auditEvent.findMany({
        where: { userId, ...createdBefore(after) },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        ...defined({ take }),
        select: LISTED,
      }),
    keyOf: createdKey,
  });
  const keyIds = items.map(({ keyId }) => keyId).filter((id) => id !== null);
  const keys = await db.integrationKey.findMany({
    where: { userId, id: { in: keyIds } },
    select: { id: true, label: true },
  });
  const byId = new Map(keys.map((key) => [key.id, key]));
  return {
    items: items.map(({ createdAt, keyId, event, ...row }) => ({
      ...row,
      at: isoInstant(createdAt),
      // Both were written by this program, which knows no others.
      event: AuditEvent.shape.event.parse(event),
      details: AuditEvent.shape.details.parse(row.details),
      key: keyId === null ? null : (byId.get(keyId) ?? null),
    })),
    nextCursor,
  };
}

const LISTED = {
  id: true,
  event: true,
  keyId: true,
  details: true,
  ip: true,
  client: true,
  createdAt: true,
} as const satisfies Prisma.AuditEventSelect;
