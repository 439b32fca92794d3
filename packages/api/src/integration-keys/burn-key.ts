import { hashKey, parseKey } from "@pfn/keys";
import type { Runtime } from "../runtime";
import { newId } from "../schema/new-id";
import type { CallerParts } from "./verify-key";

/**
 * Revokes the key whose text somebody holds, with its audit event (K12, L4), in one statement whatever becomes of it; a text that is no key
 * costs none. Nobody learns whether there was such a key.
 */
export async function burnKey({ db }: Runtime, text: string, { ip, client }: CallerParts): Promise<void> {
  if (parseKey(text) === null) return;
  await db.$executeRaw`
    with burned as (
      update integration_keys set revoked_at = now(), revoked_reason = 'burned'
      where hash = ${new Uint8Array(hashKey(text))} and revoked_at is null
      returning id, user_id
    )
    insert into audit_events (id, user_id, key_id, event, ip, client, details)
    select ${newId()}::uuid, user_id, id, 'key.revoked', ${ip}::text, ${client}::text, '{"reason":"burned"}'::jsonb from burned`;
}
