import type { CounterStore } from "./counter-store";
import { networkOf } from "./network-of";
import { createGate, type Gate } from "./password-gate";

/** A try at somebody's password. */
export interface PasswordTry {
  /** The account as the caller names it, whether there is one or not. */
  account: string;
  ip: string | null;
}

/**
 * Slows down those who try passwords (S8): after some free tries each further one has to wait twice
 * as long as the one before.
 */
export interface PasswordThrottle {
  /**
   * Counts a try before its password is looked at, and returns what to call when it was the right
   * one. Accounts that do not exist are counted like those that do.
   *
   * @throws DomainError TOO_MANY_REQUESTS with the seconds to wait
   */
  enter: (attempt: PasswordTry) => Promise<() => Promise<void>>;
  /** Counts an account that is asked for. @throws DomainError TOO_MANY_REQUESTS */
  enterSignUp: (ip: string | null) => Promise<void>;
}

/**
 * Three gates: one account from one network, with waits up to a quarter of an hour; one network
 * with all accounts; and one account from everywhere, against many networks that try together. The
 * last two wait a minute at most, and the last is not asked where the account's owner has signed in
 * before, so that strangers cannot lock the owner out.
 */
export function createPasswordThrottle(
  store: CounterStore,
  tries: number,
  bucketOf: (name: string) => string,
): PasswordThrottle {
  const pairGate = createGate(store, { kind: "pass-pair", free: tries, longestSeconds: 900 });
  const networkGate = createGate(store, {
    kind: "pass-network",
    free: 4 * tries,
    longestSeconds: 60,
  });
  const accountGate = createGate(store, {
    kind: "pass-account",
    free: 10 * tries,
    longestSeconds: 60,
  });
  const signUpGate = createGate(store, { kind: "sign-up", free: 2 * tries, longestSeconds: 60 });
  /** Folded pairs of account and network, so never more than there are folds. */
  const familiar = new Set<string>();
  return {
    enter: async ({ account, ip }) => {
      const network = networkOf(ip);
      const pair = bucketOf(`${account} ${network}`);
      const visits: [Gate, string][] = [
        [pairGate, pair],
        [networkGate, bucketOf(network)],
      ];
      if (!familiar.has(pair)) visits.push([accountGate, bucketOf(account)]);
      await enterAll(visits);
      return async () => {
        familiar.add(pair);
        await pairGate.forget(pair);
        for (const [gate, name] of visits.slice(1)) await gate.takeBack(name);
      };
    },
    enterSignUp: (ip) => signUpGate.enter(bucketOf(networkOf(ip))),
  };
}

/** All or none: what a later gate refuses was no try at an earlier one. */
async function enterAll(visits: readonly [Gate, string][]): Promise<void> {
  const entered: [Gate, string][] = [];
  try {
    for (const [gate, name] of visits) {
      await gate.enter(name);
      entered.push([gate, name]);
    }
  } catch (error) {
    for (const [gate, name] of entered) await gate.takeBack(name);
    throw error;
  }
}
