import { inTransaction } from "@pfn/db";
import { recordAudit } from "../../common/audit/record-audit";
import type { Runtime } from "../../common/runtime";
import { IDLE_AFTER_DAYS } from "./schema";

/** As many as one transaction takes; the rest has its turn right after. */
const AT_ONCE = 500;

/**
 * Revokes every working key that was neither used nor made within {@link IDLE_AFTER_DAYS} days, by
 * the database's clock, with reason `idle` and an audit event. Several instances may do it at the
 * same time: each key is revoked once. Answers how many were.
 *
 * A use can rest in an instance for up to two minutes before it is written (K7), so a key is given
 * two minutes more.
 */
export async function revokeIdleKeys(runtime: Runtime): Promise<number> {
  await runtime.keyUse.flush({ all: true });
  let total = 0;
  for (let revoked = AT_ONCE; revoked === AT_ONCE; total += revoked)
    revoked = await revokeSome(runtime);
  return total;
}

function revokeSome({ db }: Runtime): Promise<number> {
  return inTransaction(db, async (tx) => {
    const revoked = await tx.$queryRaw<{ id: string; userId: string }[]>`
      update integration_keys set revoked_at = now(), revoked_reason = 'idle'
      where revoked_at is null and id in (
        select id from integration_keys
        where revoked_at is null and (expires_at is null or expires_at > now())
          and greatest(created_at, last_used_at)
            < now() - make_interval(days => ${IDLE_AFTER_DAYS}::int, mins => 2)
        order by id limit ${AT_ONCE} for no key update skip locked)
      returning id::text, user_id::text as "userId"`;
    for (const { id, userId } of revoked) {
      const details = { reason: "idle" };
      await recordAudit(tx, {
        event: "key.revoked",
        userId,
        keyId: id,
        ip: null,
        userAgent: null,
        details,
      });
    }
    return revoked.length;
  });
}
