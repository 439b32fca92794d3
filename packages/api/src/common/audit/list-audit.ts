import type { SessionContext } from "../context";
import { isoInstant } from "../fields";
import { decodeCursor, encodeCursor } from "../paging/cursor";
import { AuditEvent, type ListAuditInput } from "./schema";

const SCOPE = { list: "profile.audit", filters: {} };

/**
 * The caller's own trail, newest first (L4): who signed in or tried to, what happened to keys,
 * password and role.
 */
export async function listAudit(ctx: SessionContext, { cursor, limit }: ListAuditInput) {
  const { db, principal } = ctx;
  const { userId } = principal;
  const rows = await db.auditEvent.findMany({
    where: {
      AND: [{ userId }, cursor === undefined ? {} : after(decodeCursor(ctx, SCOPE, cursor))],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: {
      id: true,
      event: true,
      keyId: true,
      details: true,
      ip: true,
      client: true,
      createdAt: true,
    },
  });
  const page = rows.slice(0, limit);
  const keyIds = page.flatMap(({ keyId }) => keyId ?? []);
  const keys = await db.integrationKey.findMany({
    where: { userId, id: { in: keyIds } },
    select: { id: true, label: true },
  });
  const byId = new Map(keys.map((key) => [key.id, key]));
  const items = page.map(({ createdAt, keyId, event, ...row }) => ({
    ...row,
    at: isoInstant(createdAt),
    // Both were written by this program, which knows no others.
    event: AuditEvent.shape.event.parse(event),
    details: AuditEvent.shape.details.parse(row.details),
    key: keyId === null ? null : (byId.get(keyId) ?? null),
  }));
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items,
    nextCursor: hasMore ? encodeCursor(ctx, SCOPE, [isoInstant(last.createdAt), last.id]) : null,
  };
}

/** Events may share a millisecond; their ids put those in order. */
function after([at = "", id = ""]: readonly string[]) {
  const createdAt = new Date(at);
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}
