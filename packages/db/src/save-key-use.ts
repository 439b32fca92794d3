import type { Engine } from "./engine";

/** The calls of one key since the last save. */
export interface KeyUse {
  keyId: string;
  /** The last accepted use. Null when all calls were refused. */
  usedAt: Date | null;
  ip: string | null;
  /** The caller's User-Agent. */
  client: string | null;
  /** The networks and programs of accepted uses. Programs are named without their versions. */
  networks: readonly string[];
  clients: readonly string[];
  /** Accepted and refused calls on `day`. */
  uses: number;
  refusals: number;
  /** UTC day, `YYYY-MM-DD`. */
  day: string;
}

/** At most this many networks, and as many programs, are kept per key. More are not reported. */
export const MAX_KEY_SOURCES = 50;

/**
 * A UUID v7 (RFC 9562): the moment in milliseconds over the first 48 bits of a random UUID v4, and
 * version 7 instead of 4.
 */
const NEW_ID = `encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
  placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
  from 1 for 6), 52, 1), 53, 1), 'hex')::uuid`;

/**
 * Skips keys that have been deleted. Rows are locked in the order of their ids, so that two
 * instances that save the same keys do not deadlock. Only the columns of the last use are written,
 * and only on a key that is not revoked (K7). A new network or program is stored while there is
 * room. The owner gets an audit event for it, unless it is the key's first.
 */
const SAVE_KEY_USE = `
  with given as (
    select * from jsonb_to_recordset($1::text::jsonb) as
      g("keyId" uuid, "usedAt" timestamptz, ip text, client text, networks jsonb, clients jsonb,
        uses int, refusals int, day date)
  ), known as (
    select id from integration_keys where id in (select "keyId" from given)
    order by id for no key update
  ), latest as (
    select distinct on ("keyId") "keyId", "usedAt", ip, client from given
    where "usedAt" is not null order by "keyId", "usedAt" desc
  ), seen as (
    update integration_keys k
    set last_used_at = latest."usedAt", last_used_ip = latest.ip, last_used_client = latest.client
    from latest join known on known.id = latest."keyId"
    where k.id = latest."keyId" and k.revoked_at is null
      and (k.last_used_at is null or k.last_used_at <= latest."usedAt" - interval '60 seconds')
  ), sources as (
    select distinct known.id, s.kind, s.value
    from given join known on known.id = "keyId", lateral (
      select 'network'::key_source_kind as kind, jsonb_array_elements_text(networks) as value
      union all select 'client', jsonb_array_elements_text(clients)
    ) s
  ), noted as (
    select key_id as id, kind, count(*) as count from integration_key_sources
    where key_id in (select id from known) group by key_id, kind
  ), fresh as (
    select id, kind, value,
      row_number() over (partition by id, kind order by value) + coalesce(count, 0) as place
    from sources left join noted using (id, kind)
    where not exists (
      select from integration_key_sources o
      where o.key_id = id and o.kind = sources.kind and o.value = sources.value
    )
  ), added as (
    insert into integration_key_sources (key_id, kind, value)
    select id, kind, value from fresh where place <= ${MAX_KEY_SOURCES} order by id, kind, value
    on conflict do nothing returning key_id as id, kind, value
  ), told as (
    insert into audit_events (id, user_id, key_id, event, details)
    select ${NEW_ID}, k.user_id, k.id,
           case kind when 'network' then 'key.newNetwork' else 'key.newClient' end,
           jsonb_build_object(kind, value)
    from added join noted using (id, kind) join integration_keys k using (id)
  )
  insert into integration_key_days as d (key_id, day, uses, refusals)
  select known.id, day, sum(uses), sum(refusals) from given join known on known.id = "keyId"
  group by known.id, day order by known.id, day
  on conflict (key_id, day) do update
    set uses = d.uses + excluded.uses, refusals = d.refusals + excluded.refusals`;

/**
 * Saves the last use and the daily counters of many keys in one statement. The last use of a key
 * moves at most once a minute, and not at all once the key is revoked. A deleted key is not created
 * again (K7). Counters are added for each key that exists, revoked keys included.
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
