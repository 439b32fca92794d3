import type { Tx } from "@pfn/db";
import { generateKey, type Scope } from "@pfn/keys";
import { type AuditEventName, recordAudit } from "../../common/audit/record-audit";
import type { SessionContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { overQuota } from "../../common/errors/refusals";
import { newId } from "../../common/ids";
import { DAY_MS, DAY_SECONDS } from "../../common/time/lengths";
import type { LedgerMode } from "../../common/vocabulary";
import { fillNewTestLedger } from "../demo/fill-new-test-ledger";
import { readKey } from "./read-keys";

/** The most keys of a person that are neither revoked nor expired (K9). */
export const MAX_ACTIVE_KEYS = 25;

interface NewKey {
  label: string;
  scopes: readonly Scope[];
  mode: LedgerMode;
  expiresAt: Date | null;
  rotatedFromId?: string;
  event: AuditEventName;
}

/**
 * Generates a key and stores its hash. Returns the key, this once, with its row. The first test key
 * brings the demo data. A key that replaces another leaves the ledger as it is, and so waits for no
 * write to it.
 */
export async function issueKey(ctx: SessionContext, tx: Tx, newKey: NewKey) {
  const { principal, ip, userAgent } = ctx;
  const { userId } = principal;
  const { key, hash, hint } = generateKey(newKey.mode);
  const id = newId();
  const mayBeFirst = newKey.mode === "test" && newKey.rotatedFromId === undefined;
  if (mayBeFirst) await fillNewTestLedger(tx, { userId, now: ctx.now });
  const ledger = await tx.ledger.findFirstOrThrow({
    where: { userId, mode: newKey.mode },
    select: { id: true },
  });
  await tx.integrationKey.create({
    data: {
      id,
      userId,
      ledgerId: ledger.id,
      label: newKey.label,
      hash: new Uint8Array(hash),
      hint,
      scopes: [...newKey.scopes],
      expiresAt: newKey.expiresAt,
      rotatedFromId: newKey.rotatedFromId ?? null,
      createdAt: ctx.now(),
    },
    select: { id: true },
  });
  await recordAudit(tx, {
    event: newKey.event,
    userId,
    keyId: id,
    ip,
    userAgent,
    details: { hint, scopes: [...newKey.scopes] },
  });
  return { key, integrationKey: await readKey(tx, { userId, id, now: ctx.now() }) };
}

/**
 * Inside a transaction that has locked the person's row: what was created in the last 24 hours is
 * counted in the database, so the limit holds across instances and restarts (R1).
 *
 * @throws DomainError TOO_MANY_REQUESTS
 */
export async function refuseTooManyCreations(
  { principal, now, runtime }: SessionContext,
  tx: Tx,
): Promise<void> {
  const limit = runtime.limits.keysPerDay;
  const since = new Date(now().getTime() - DAY_MS);
  // The oldest of the latest `limit` keys: once it is a day old, there is room again.
  const oldest = await tx.integrationKey.findFirst({
    where: { userId: principal.userId, createdAt: { gt: since } },
    orderBy: { createdAt: "desc" },
    skip: limit - 1,
    select: { createdAt: true },
  });
  if (oldest === null) return;
  const resetsInSeconds = Math.ceil((oldest.createdAt.getTime() - since.getTime()) / 1_000);
  throw overQuota(
    { name: "keys", limit, windowSeconds: DAY_SECONDS, left: 0, resetsInSeconds },
    `You have created ${limit} keys within a day.`,
  );
}

/** @throws DomainError CONFLICT when the person has {@link MAX_ACTIVE_KEYS} active keys */
export async function refuseTooManyKeys({ principal, now }: SessionContext, tx: Tx): Promise<void> {
  const active = await tx.integrationKey.count({
    where: {
      userId: principal.userId,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now() } }],
    },
  });
  if (active < MAX_ACTIVE_KEYS) return;
  throw refusal(
    "CONFLICT",
    null,
    `You have ${MAX_ACTIVE_KEYS} active keys, the most there can be.`,
    "Revoke one that is no longer needed.",
  );
}
