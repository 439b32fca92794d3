import type { Engine } from "./engine";

/** What one key did since the last save. */
export interface KeyUse {
  keyId: string;
  /** The latest accepted use; null when there were only refusals. */
  usedAt: Date | null;
  ip: string | null;
  /** The caller's User-Agent. */
  client: string | null;
  /** Accepted and refused calls on `day`. */
  uses: number;
  refusals: number;
  /** UTC day, `YYYY-MM-DD`. */
  day: string;
}

/**
 * Keys that are gone since are left out; rows are locked in the order of their ids, so that two instances saving the
 * same keys never wait for each other in a circle. Only the columns of the last use are written, and only of a key that
 * is not revoked (K7).
 */
const SAVE_KEY_USE = `
  with given as (
    select * from jsonb_to_recordset($1::text::jsonb) as
      g("keyId" uuid, "usedAt" timestamptz, ip text, client text, uses int, refusals int, day date)
  ), known as (
    select id from integration_keys where id in (select "keyId" from given) order by id for no key update
  ), latest as (
    select distinct on ("keyId") "keyId", "usedAt", ip, client from given
    where "usedAt" is not null order by "keyId", "usedAt" desc
  ), seen as (
    update integration_keys k
    set last_used_at = latest."usedAt", last_used_ip = latest.ip, last_used_client = latest.client
    from latest join known on known.id = latest."keyId"
    where k.id = latest."keyId" and k.revoked_at is null
      and (k.last_used_at is null or k.last_used_at <= latest."usedAt" - interval '60 seconds')
  )
  insert into integration_key_days as d (key_id, day, uses, refusals)
  select known.id, day, sum(uses), sum(refusals) from given join known on known.id = "keyId"
  group by known.id, day order by known.id, day
  on conflict (key_id, day) do update set uses = d.uses + excluded.uses, refusals = d.refusals + excluded.refusals`;

/**
 * Saves the last use and the daily counters of many keys in one statement. A key's last use moves at most once a
 * minute; a revoked key's stays, a deleted key is not recreated (K7). Counters are added for every key that still
 * exists, revoked ones too.
 */
export async function saveKeyUse(engine: Engine, entries: readonly KeyUse[]): Promise<void> {
  if (entries.length === 0) return;
  await engine.query({
    name: "pfn_save_key_use",
    text: SAVE_KEY_USE,
    values: [JSON.stringify(entries)],
    withinMs: 6_000,
  });
}
