import type { Engine } from "./engine";
import { joinLookups } from "./join-lookups";

/** What the verification of an integration key needs. The hash is not part of it. */
export interface StoredKey {
  id: string;
  userId: string;
  ledgerId: string;
  label: string;
  mode: "live" | "test";
  scopes: string[];
  expiresAt: Date | null;
  /** ISO 4217 code of the key's ledger. */
  baseCurrency: string;
  /** IANA name of the ledger's time zone. */
  timezone: string;
  /**
   * The state by the database's clock at the time of the lookup. A key is expired from the instant
   * of `expiresAt` on (K4).
   */
  state: "active" | "revoked" | "expired" | "suspended";
}

/**
 * Reads the keys whose hashes are in the list `$1`, with facts of their owners and ledgers. The
 * clock is that of the statement, because its transaction may have begun minutes ago.
 */
export const findKeysSql = (clock = "statement_timestamp()") => `
  select encode(k.hash, 'hex') as hash, k.id, k.user_id as "userId", k.ledger_id as "ledgerId",
         k.label, k.scopes, k.expires_at as "expiresAt", l.mode,
         l.base_currency as "baseCurrency", l.timezone,
         case when k.revoked_at is not null then 'revoked'
              when u.status <> 'active' then 'suspended'
              when k.expires_at is null or ${clock} < k.expires_at then 'active'
              else 'expired' end as state
  from integration_keys k
  join users u on u.id = k.user_id
  join ledgers l on l.id = k.ledger_id
  where k.hash = any($1::bytea[])`;

/** Lookups since the start, and the statements that they took. */
export interface KeyLookupCounts {
  keyLookups: number;
  keyStatements: number;
}

interface FindKey {
  findKey: (hash: Uint8Array) => Promise<StoredKey | null>;
  counts: Readonly<KeyLookupCounts>;
}

const FIND_KEYS = findKeysSql();

const LIMITS = { maxKeys: 500, withinMs: 2_900 };

/**
 * Makes the lookup for requests that carry a key. It searches by exact hash, in one prepared
 * statement that simultaneous lookups share (K4, K6). Nothing is cached. When the database is in
 * trouble, the lookup rejects within 3 s (F1).
 */
export function createFindKey(engine: Engine): FindKey {
  const counts = { keyLookups: 0, keyStatements: 0 };
  const find = joinLookups<StoredKey>(async (hashes) => {
    counts.keyStatements += 1;
    const rows = await engine.query<StoredKey & { hash: string }>({
      name: "pfn_find_keys",
      text: FIND_KEYS,
      values: [toByteaArray(hashes)],
      withinMs: LIMITS.withinMs,
      isLookup: true,
    });
    return new Map(rows.map(({ hash, ...key }) => [hash, key]));
  }, LIMITS);
  const findKey = (hash: Uint8Array) => {
    counts.keyLookups += 1;
    return find(Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString("hex"));
  };
  return { findKey, counts };
}

/** PostgreSQL's text form of a `bytea[]`. Both drivers pass a string on unchanged. */
export function toByteaArray(hashes: string[]): string {
  return `{${hashes.map((hash) => `"\\\\x${hash}"`).join(",")}}`;
}
