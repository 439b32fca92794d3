/**
 * How much may be asked of the server (R1, S8). One unit is one procedure call: a batch of N counts
 * N.
 */
export interface Limits {
  /** Calls without a credential, per network and minute. */
  anonymousPerMinute: number;
  /** Keys that open nothing, per network and minute. */
  failedKeysPerMinute: number;
  /** Calls with one key, per minute. */
  callsPerMinute: number;
  /** Calls with one key that write, per second. */
  writesPerSecond: number;
  /** Keys that one person may create, rotations included, in 24 hours. */
  keysPerDay: number;
  /**
   * Wrong passwords for one account from one network before each further try has to wait, and
   * longer each time.
   */
  passwordTries: number;
}

export const DEFAULT_LIMITS = {
  anonymousPerMinute: 60,
  failedKeysPerMinute: 20,
  callsPerMinute: 600,
  writesPerSecond: 10,
  keysPerDay: 10,
  passwordTries: 5,
} as const satisfies Limits;
