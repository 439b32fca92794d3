const REFLECTED_POLYNOMIAL = 0xedb88320;

/**
 * CRC-32 as in IEEE 802.3, zip and zlib, of the text's UTF-8 bytes: an unsigned 32-bit integer
 * (K1).
 *
 * It tells a mistyped or invented key from a real one without a secret; it is no protection against
 * forgery. Bit by bit rather than by table: a key is 41 bytes, and a reader can hold these lines
 * against the definition.
 *
 * @example crc32("123456789") // 0xcbf43926, the check value of the definition
 */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 1 ? (crc >>> 1) ^ REFLECTED_POLYNOMIAL : crc >>> 1;
    }
  }
  return ~crc >>> 0;
}
