import { createHash, randomBytes } from "node:crypto";

const PREFIX = "pfn_invite_";
/** 192 bits: nobody can search them, so a fast hash will do, as for keys (K2). */
const RANDOM_BYTES = 24;

/**
 * A new invitation: the secret that its link carries, to be shown once and never stored or logged,
 * and the hash to store.
 *
 * @example generateInvitation() // { secret: "pfn_invite_" and 48 hexadecimal digits, hash: 32
 *   bytes }
 */
export function generateInvitation(): { secret: string; hash: Uint8Array<ArrayBuffer> } {
  const secret = PREFIX + randomBytes(RANDOM_BYTES).toString("hex");
  return { secret, hash: hashInvitation(secret) };
}

/**
 * sha256 of the whole text, even if it is no invitation: the only form in which an invitation is
 * stored or looked up.
 */
export const hashInvitation = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash("sha256").update(text).digest());
