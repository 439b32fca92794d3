import type { Database } from "@pfn/db";
import { hashKey, parseKey } from "@pfn/keys";
import { unavailable } from "../../common/errors/refusals";
import { newId } from "../../common/ids";
import type { CallerParts } from "../../common/principal";
import type { Runtime } from "../../common/runtime";

/**
 * Revokes the key whose text somebody holds, with its audit event (K12, L4). It does not wait for
 * writes to the ledger. A text that is no key costs no statement, and one that opens nothing costs
 * a look-up. The caller does not learn whether the key exists. Only an existing key is urgent, so
 * that made-up keys keep nobody waiting.
 */
export async function burnKey(
  { database }: Runtime,
  text: string,
  caller: CallerParts,
): Promise<void> {
  if (parseKey(text) === null) return;
  const hash = hashKey(text);
  const stored = await database.findKey(hash).catch((error: unknown) => {
    throw unavailable(error);
  });
  if (stored === null || stored.state === "revoked") return;
  await database.urgently(() => burn(database, hash, caller));
}

async function burn(
  { client: db }: Database,
  hash: Uint8Array,
  { ip, userAgent }: CallerParts,
): Promise<void> {
  await db.$executeRaw`
    with burned as (
      update integration_keys set revoked_at = now(), revoked_reason = 'burned'
      where hash = ${new Uint8Array(hash)} and revoked_at is null
      returning id, user_id
    )
    insert into audit_events (id, user_id, key_id, event, ip, client, details)
    select ${newId()}::uuid, user_id, id, 'key.revoked',
      ${ip}::text, ${userAgent}::text, '{"reason":"burned"}'::jsonb
    from burned`;
}
