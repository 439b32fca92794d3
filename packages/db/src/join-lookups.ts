import { DatabaseTimeoutError } from "./with-deadline";

interface Lookup<Found> {
  key: string;
  resolve: (found: Found | null) => void;
  reject: (error: unknown) => void;
  timer: NodeJS.Timeout;
}

/** Sends one statement for several different keys. Returns what it found. */
type Send<Found> = (keys: string[]) => Promise<ReadonlyMap<string, Found>>;

export interface JoinLimits {
  /** At most this many lookups share one statement. */
  maxKeys: number;
  /** Milliseconds that one lookup may take. */
  withinMs: number;
}

/**
 * Makes many single lookups share few statements. Lookups that arrive in one turn of the event
 * loop, or while a statement is running, go together into the next one. A lookup never joins a
 * statement that was sent before: that statement may not see a key revoked since (K6).
 *
 * An error rejects all lookups of its statement unchanged. The next statement is sent anyway.
 *
 * @example const findRow = joinLookups(findRows, { maxKeys: 500, withinMs: 2_900 }); await
 *   findRow("one key");
 */
export function joinLookups<Found>(send: Send<Found>, { maxKeys, withinMs }: JoinLimits) {
  const waiting = new Set<Lookup<Found>>();
  let isBusy = false;

  async function sendWaiting(): Promise<void> {
    const batch = [...waiting].slice(0, maxKeys);
    for (const lookup of batch) waiting.delete(lookup);
    if (batch.length > 0) await sendTogether(batch, send);
    isBusy = waiting.size > 0;
    if (isBusy) setImmediate(sendWaiting);
  }

  return (key: string): Promise<Found | null> =>
    new Promise((resolve, reject) => {
      const giveUp = () => {
        waiting.delete(lookup);
        reject(new DatabaseTimeoutError(withinMs));
      };
      const lookup = { key, resolve, reject, timer: setTimeout(giveUp, withinMs) };
      waiting.add(lookup);
      if (!isBusy) setImmediate(sendWaiting);
      isBusy = true;
    });
}

async function sendTogether<Found>(lookups: Lookup<Found>[], send: Send<Found>): Promise<void> {
  try {
    const found = await send([...new Set(lookups.map(({ key }) => key))]);
    for (const { key, resolve } of lookups) resolve(found.get(key) ?? null);
  } catch (error) {
    for (const { reject } of lookups) reject(error);
  } finally {
    for (const { timer } of lookups) clearTimeout(timer);
  }
}
