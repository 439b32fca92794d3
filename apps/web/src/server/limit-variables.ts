import type { Limits } from "@pfn/api";
import { StartError } from "./start-error";

/** The variable that sets each limit. */
const VARIABLES: Readonly<Record<keyof Limits, string>> = {
  anonymousPerMinute: "PFN_LIMIT_ANONYMOUS_PER_MINUTE",
  failedKeysPerMinute: "PFN_LIMIT_FAILED_KEYS_PER_MINUTE",
  callsPerMinute: "PFN_LIMIT_CALLS_PER_MINUTE",
  writesPerSecond: "PFN_LIMIT_WRITES_PER_SECOND",
  keysPerDay: "PFN_LIMIT_KEYS_PER_DAY",
  passwordTries: "PFN_LIMIT_PASSWORD_TRIES",
};

const MOST = 1_000_000_000;

/**
 * The limits that an administrator has set. There is no value that switches one off.
 *
 * @throws StartError naming the first bad variable and the remedy
 * @example readLimits({ PFN_LIMIT_CALLS_PER_MINUTE: "6000" }) // { callsPerMinute: 6000 }
 */
export function readLimits(
  variables: Readonly<Record<string, string | undefined>>,
): Partial<Limits> {
  const limits: Partial<Limits> = {};
  for (const name of NAMES) {
    const text = variables[VARIABLES[name]]?.trim();
    if (!text) continue;
    const value = Number(text);
    if (!/^\d{1,10}$/.test(text) || value < 1 || value > MOST) {
      throw new StartError(
        `${VARIABLES[name]} must be a whole number from 1 to ${MOST}, or be left out.`,
      );
    }
    limits[name] = value;
  }
  return limits;
}

// Object.keys forgets what the table's type knows.
const NAMES = Object.keys(VARIABLES) as (keyof Limits)[];
