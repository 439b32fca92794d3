import { randomBytes, randomInt } from "node:crypto";

/** Where the ids of this process stand: none is made twice, and each is greater than the one before. */
const last = { at: 0, counter: 0 };
const MAX_COUNTER = 0xfff;

/**
 * A UUID v7 (RFC 9562 §5.7): 48 bits of milliseconds, a 12-bit counter (§6.2, method 1) so that rows made in one millisecond keep their
 * order, and 62 random bits, which nobody guesses (A6).
 */
export function newId(now = Date.now()): string {
  advance(now);
  const bytes = randomBytes(16);
  bytes.writeUIntBE(last.at, 0, 6);
  bytes.writeUInt16BE(0x7000 | last.counter, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** A counter that is used up borrows the next millisecond; a clock that goes back is not followed. */
function advance(now: number): void {
  if (now > last.at || last.counter === MAX_COUNTER) {
    last.at = Math.max(now, last.at + 1);
    last.counter = randomInt(0x800);
  } else {
    last.counter += 1;
  }
}
