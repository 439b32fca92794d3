import type { Db, Prisma, Tx } from "@pfn/db";
import { isScope } from "@pfn/keys";
import { notFound } from "../../common/errors/refusals";
import { isoInstant, isoInstantOrNull } from "../../common/fields";
import { DAY_MS } from "../../common/time/lengths";
import { IDLE_AFTER_DAYS, type IntegrationKey } from "./schema";

const EXPIRING_WITHIN_MS = 14 * DAY_MS;
const COUNTED_DAYS = 30;

const LISTED = {
  id: true,
  label: true,
  hint: true,
  scopes: true,
  expiresAt: true,
  revokedAt: true,
  revokedReason: true,
  rotatedFromId: true,
  lastUsedAt: true,
  lastUsedIp: true,
  lastUsedClient: true,
  createdAt: true,
  ledger: { select: { mode: true } },
} as const satisfies Prisma.IntegrationKeySelect;

type Row = Prisma.IntegrationKeyGetPayload<{ select: typeof LISTED }>;

interface KeysQuery {
  userId: string;
  now: Date;
}

/** A person's keys, newest first, as the person sees them; all of them unless `page` is given. */
export async function readKeys(
  db: Db | Tx,
  { userId, now }: KeysQuery,
  page: { where?: Prisma.IntegrationKeyWhereInput; take?: number } = {},
): Promise<IntegrationKey[]> {
  const rows = await db.integrationKey.findMany({
    ...page,
    where: { ...page.where, userId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: LISTED,
  });
  const counts = await db.integrationKeyDay.groupBy({
    by: ["keyId"],
    where: {
      keyId: { in: rows.map((row) => row.id) },
      day: { gt: new Date(now.getTime() - COUNTED_DAYS * DAY_MS) },
    },
    _sum: { uses: true, refusals: true },
  });
  const byKey = new Map(counts.map(({ keyId, _sum }) => [keyId, _sum]));
  return rows.map((row) =>
    toWire(row, {
      now,
      uses: byKey.get(row.id)?.uses ?? 0,
      refusals: byKey.get(row.id)?.refusals ?? 0,
    }),
  );
}

/** One key of a person. @throws DomainError NOT_FOUND, also for somebody else's */
export async function readKey(
  db: Db | Tx,
  { id, ...query }: KeysQuery & { id: string },
): Promise<IntegrationKey> {
  const [key] = await readKeys(db, query, { where: { id } });
  if (key === undefined) throw notFound("integration key");
  return key;
}

function toWire(
  { ledger, scopes, ...row }: Row,
  seen: { now: Date; uses: number; refusals: number },
): IntegrationKey {
  return {
    ...row,
    mode: ledger.mode,
    scopes: scopes.filter(isScope),
    state: stateOf(row, seen.now),
    expiresAt: isoInstantOrNull(row.expiresAt),
    idleAt: isoInstantOrNull(idleAt(row, seen.now)),
    revokedAt: isoInstantOrNull(row.revokedAt),
    lastUsedAt: isoInstantOrNull(row.lastUsedAt),
    createdAt: isoInstant(row.createdAt),
    uses30d: seen.uses,
    refusals30d: seen.refusals,
  };
}

/**
 * When a working key will be revoked as unused, once that is near (180 days after its last use, or
 * after it was made).
 */
function idleAt(row: Omit<Row, "ledger" | "scopes">, now: Date): Date | null {
  const state = stateOf(row, now);
  if (state === "expired" || state === "revoked") return null;
  const lastSign = Math.max(row.createdAt.getTime(), row.lastUsedAt?.getTime() ?? 0);
  const at = lastSign + IDLE_AFTER_DAYS * DAY_MS;
  const isFar = at - now.getTime() > EXPIRING_WITHIN_MS;
  return isFar || (row.expiresAt !== null && row.expiresAt.getTime() <= at) ? null : new Date(at);
}

function stateOf(
  { revokedAt, expiresAt }: Pick<Row, "revokedAt" | "expiresAt">,
  now: Date,
): IntegrationKey["state"] {
  if (revokedAt !== null) return "revoked";
  if (expiresAt === null) return "active";
  const leftMs = expiresAt.getTime() - now.getTime();
  if (leftMs <= 0) return "expired";
  return leftMs <= EXPIRING_WITHIN_MS ? "expiring" : "active";
}
