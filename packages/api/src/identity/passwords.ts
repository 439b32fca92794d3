import { hash, verify } from "@node-rs/argon2";
import pLimit from "p-limit";
import { refusal } from "../common/errors/refusal";
import type { Passwords } from "../common/services";

/** argon2id, 19 MiB, two passes, one lane: the least that OWASP ASVS accepts. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const CURRENT = `$argon2id$v=19$m=${ARGON2ID.memoryCost},t=${ARGON2ID.timeCost},p=${ARGON2ID.parallelism}$`;
const AT_ONCE = 4;
const MAX_WAITING = 64;
/**
 * @throws DomainError SERVICE_UNAVAILABLE from either function when too many checks wait already
 */
export function createPasswords(): Passwords {
  const limit = pLimit(AT_ONCE);
  const decoy = limit(() => hash("decoy", ARGON2ID));
  // The promise is awaited at the first unknown login; until then nobody else would see its
  // failure.
  decoy.catch(() => undefined);

  const bounded = <T>(work: () => Promise<T>): Promise<T> => {
    if (limit.pendingCount >= MAX_WAITING) {
      throw refusal(
        "SERVICE_UNAVAILABLE",
        null,
        "Too many password checks at once.",
        "Try again in a few seconds.",
        { retryAfterSeconds: 5 },
      );
    }
    return limit(work);
  };

  return {
    hash: async (password) => bounded(() => hash(password, ARGON2ID)),
    verify: async (stored, password) => {
      const against = stored ?? (await decoy);
      const matches = await bounded(() => verify(against, password));
      return matches && stored !== null;
    },
    isOutdated: (stored) => !stored.startsWith(CURRENT),
  };
}
