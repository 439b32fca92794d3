const REFLECTED_POLYNOMIAL = 0xedb88320;

/**
 * Returns the CRC-32 (IEEE 802.3, zip, zlib) of the text's UTF-8 bytes, an unsigned 32-bit integer
 * (K1).
 *
 * It detects mistyped and invented keys without a secret. It does not protect against forgery. It
 * works bit by bit: a key is short, and the lines can be compared with the definition.
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
