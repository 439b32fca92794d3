import { createHash } from "node:crypto";
import { encodeBase62, randomBase62 } from "./base62";
import { crc32 } from "./crc32";

// pfn_live_ 0123456789ABCDEFGHIJKLMNOPQRSTUV 2VNNtj
// prefix    32 random characters, 190 bits   checksum of everything before it
const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const HINT_LENGTH = 4;

/** A `live` key opens its owner's ledger, a `test` key the owner's ledger of demo data. */
export type KeyMode = "live" | "test";

/**
 * Finds what looks like a key inside any text; `parseKey` then tells real keys from look-alikes
 * (K12).
 *
 * It has no `g` flag and hence no state between calls: for all matches use `new RegExp(KEY_PATTERN,
 * "g")`.
 */
export const KEY_PATTERN = /\bpfn_(live|test)_[0-9A-Za-z]{38}\b/;

const WHOLE_KEY = /^pfn_(live|test)_[0-9A-Za-z]{38}$/;

/**
 * A new key from the system's CSPRNG (K1, K2).
 *
 * @returns `key`, the secret: 47 characters, to be shown once and never stored or logged; `hash`,
 *   32 bytes, what to
 *   store; `hint`, the prefix and the last 4 random characters, by which an owner recognizes the key later.
 *   The 28 random characters that the hint hides keep 166 bits.
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
 * Judges a text's length, alphabet and checksum, so that garbage costs neither a hash nor a query
 * (K1).
 *
 * Nothing is trimmed or normalized: a key is exactly its 47 characters. Whether such a key exists
 * only a store knows.
 *
 * @returns what the text itself tells, or null when it is no key. Never throws, whatever the text.
 * @example parseKey("pfn_live_0123456789ABCDEFGHIJKLMNOPQRSTUV2VNNtj") // { mode: "live" }
 */
export function parseKey(text: string): { mode: KeyMode } | null {
  if (!WHOLE_KEY.test(text)) return null;
  // An ordinary comparison will do: the checksum is no secret, anyone can compute it from the text
  // they sent.
  if (checksum(text.slice(0, -CHECKSUM_LENGTH)) !== text.slice(-CHECKSUM_LENGTH)) return null;
  return { mode: text.startsWith("pfn_live_") ? "live" : "test" };
}

/**
 * sha256 of the whole key text: 32 bytes, the only form in which a key is stored or looked up (K2,
 * K5).
 *
 * A fast hash is right here: no one can search 190 random bits, and a slow hash would only slow
 * every request. Check with `parseKey` first; this function hashes any text.
 */
export function hashKey(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(text).digest());
}

function checksum(text: string): string {
  return encodeBase62(crc32(text), CHECKSUM_LENGTH);
}
