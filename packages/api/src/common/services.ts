import type { CallerParts } from "./principal";

/** Remembers the use of keys in process and writes it off the request's path (K7, F5). */
export interface KeyUseRecorder {
  /** A verified request. Costs a map lookup. */
  used: (keyId: string, caller: CallerParts) => void;
  /** A refusal of a known key: revoked, expired, suspended owner, missing scope. */
  refused: (keyId: string) => void;
  /** Writes what is due; all of it when `all`. Tests call it instead of waiting. */
  flush: (options?: { all?: boolean }) => Promise<void>;
  /** Stops the timer and writes what is left, within two seconds. */
  close: () => Promise<void>;
}

/** Hashing of passwords, bounded so that logins cannot exhaust the machine (S6). */
export interface Passwords {
  /** argon2id as a PHC string. */
  hash: (password: string) => Promise<string>;
  /**
   * Whether the password matches. Without a stored hash the same work is done on a decoy, so that
   * an unknown account cannot be told from a wrong password by time (S5).
   */
  verify: (stored: string | null, password: string) => Promise<boolean>;
  /**
   * Whether a stored hash was made with other parameters than new ones are. Such a hash is replaced
   * while its password is at hand (S6).
   */
  isOutdated: (stored: string) => boolean;
}

/**
 * Runs work on one ledger one after the other, in the order of asking. Work on different ledgers
 * runs at the same time.
 */
export interface LedgerQueue {
  take: <T>(ledgerId: string, work: () => Promise<T>) => Promise<T>;
}
