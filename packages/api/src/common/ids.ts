import { randomInt, randomUUID } from "node:crypto";

/**
 * Where the ids of this process stand: none is made twice, and each is greater than the one before.
 */
const last = { at: 0, counter: 0 };
const MAX_COUNTER = 0xfff;

const RANDOM_AT = "xxxxxxxx-xxxx-4xxx-".length;

/**
 * A UUID v7 (RFC 9562 §5.7): 48 bits of milliseconds, a 12-bit counter (§6.2, method 1) so that
 * rows made in one millisecond keep their order, and 62 random bits, which nobody guesses (A6).
 */
export function newId(now = Date.now()): string {
  advance(now);
  const time = last.at.toString(16).padStart(12, "0");
  const counter = last.counter.toString(16).padStart(3, "0");
  // The end of a UUID v4 is the same two bits of variant and 62 random ones; Node draws those for
  // many ids at once.
  const random = randomUUID().slice(RANDOM_AT);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${random}`;
}

/**
 * A counter that is used up borrows the next millisecond; a clock that goes back is not followed.
 */
function advance(now: number): void {
  if (now > last.at || last.counter === MAX_COUNTER) {
    last.at = Math.max(now, last.at + 1);
    last.counter = randomInt(0x800);
  } else {
    last.counter += 1;
  }
}
