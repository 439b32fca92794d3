import { createHash } from "node:crypto";
import { encodeBase62, randomBase62 } from "./base62";
import { crc32 } from "./crc32";

// pfn_live_ 0123456789ABCDEFGHIJKLMNOPQRSTUV 2VNNtj
// prefix    32 random characters, 190 bits   checksum of everything before it
const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const HINT_LENGTH = 4;

/** A `live` key opens its owner's ledger. A `test` key opens the owner's ledger of demo data. */
export type KeyMode = "live" | "test";

/**
 * Finds text that looks like a key inside any text (K12). `parseKey` then tells keys from
 * look-alikes.
 *
 * It has no `g` flag, so it has no state between calls.
 * For all matches use `new RegExp(KEY_PATTERN, "g")`.
 */
export const KEY_PATTERN = /\bpfn_(live|test)_[0-9A-Za-z]{38}\b/;

const WHOLE_KEY = /^pfn_(live|test)_[0-9A-Za-z]{38}$/;

/**
 * Makes a new key from the system's CSPRNG (K1, K2).
 *
 * @returns `key` is the secret: 47 characters, to be shown once and never stored or logged. `hash`
 *   is what to store: 32 bytes. `hint` lets the owner recognize the key: the prefix and the last 4
 *   random characters. The other 28 keep 166 bits.
 * @example
 * const { key, hash, hint } = generateKey("live"); // hint: "pfn_live_…STUV"
 */
export function generateKey(mode: KeyMode): {
  key: string;
  hash: Uint8Array<ArrayBuffer>;
  hint: string;
} {
  const prefix = `pfn_${mode}_`;
  const random = randomBase62(RANDOM_LENGTH);
  const key = prefix + random + checksum(prefix + random);
  return { key, hash: hashKey(key), hint: `${prefix}…${random.slice(-HINT_LENGTH)}` };
}

/**
 * Checks a text's length, alphabet and checksum, so that garbage costs neither a hash nor a query
 * (K1). It trims and normalizes nothing: a key is exactly its 47 characters. Only a store knows
 * whether the key exists.
 *
 * @returns the key's mode, or null when the text is no key. It never throws.
 * @example parseKey("pfn_live_0123456789ABCDEFGHIJKLMNOPQRSTUV2VNNtj") // { mode: "live" }
 */
export function parseKey(text: string): { mode: KeyMode } | null {
  if (!WHOLE_KEY.test(text)) return null;
  // The comparison need not take constant time: the checksum is no secret.
  if (checksum(text.slice(0, -CHECKSUM_LENGTH)) !== text.slice(-CHECKSUM_LENGTH)) return null;
  return { mode: text.startsWith("pfn_live_") ? "live" : "test" };
}

/**
 * Returns the sha256 of the whole key text, 32 bytes. A key is stored and looked up only in this
 * form (K2, K5).
 *
 * A fast hash is right here: 190 random bits cannot be searched, and a slow hash would slow each
 * request. Check with `parseKey` first; this function hashes any text.
 */
export function hashKey(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(text).digest());
}

function checksum(text: string): string {
  return encodeBase62(crc32(text), CHECKSUM_LENGTH);
}
