import { randomBytes } from "node:crypto";

/** Digit values 0 to 61, in ASCII order. */
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * 248, the largest multiple of 62 in a byte. The 8 values above it would favour the first 8 digits.
 */
const UNBIASED_VALUES = 256 - (256 % ALPHABET.length);

/**
 * Returns uniformly random base62 text, log2(62) = 5.95 bits a character (K1). Bytes that do not
 * map evenly are dropped and drawn again (rejection sampling).
 *
 * @param length in characters
 * @param drawBytes returns exactly `count` bytes. Unless a test sets it, the system's CSPRNG.
 *   Callers of the package cannot set it: they only get `generateKey`.
 */
export function randomBase62(
  length: number,
  drawBytes: (count: number) => Uint8Array = randomBytes,
): string {
  let text = "";
  while (text.length < length) {
    for (const byte of drawBytes(length - text.length)) {
      if (byte < UNBIASED_VALUES) text += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return text;
}

/**
 * Returns an integer from 0 to 62^length - 1 in exactly `length` digits, most significant digit
 * first, padded with zeros (K1).
 *
 * @example encodeBase62(63, 6) // "000011"
 */
export function encodeBase62(value: number, length: number): string {
  let rest = value;
  let digits = "";
  for (let place = 0; place < length; place++) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
