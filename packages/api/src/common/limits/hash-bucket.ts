import { createHmac } from "node:crypto";

/** The names that are told apart, as a power of two. */
const BITS = 17;

/**
 * A function that folds any name into one of 131 072, so that counters kept by name are bounded in
 * memory however many names a stranger makes up (R3). It is keyed: nobody can choose a name that
 * shares somebody else's counter. By chance two of a hundred networks that call in the same minute
 * share one once in 27 such minutes; they then share a quota.
 *
 * @example createBucketHash(secret)("192.0.2.1") // "a3x9"
 */
export function createBucketHash(secret: string): (name: string) => string {
  return (name) => {
    const digest = createHmac("sha256", `limits:${secret}`).update(name).digest();
    return (digest.readUInt32BE(0) >>> (32 - BITS)).toString(36);
  };
}
