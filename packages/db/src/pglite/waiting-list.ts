import { DatabaseTimeoutError } from "../with-deadline";

/** Somebody who waits for a turn. */
export interface Entry {
  giveUp: (error: Error) => void;
}

interface Settle<T> {
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
  isSettled: () => boolean;
}

/**
 * Makes an entry for a list and promises what it is settled with; in time, or it leaves the list
 * and has given up.
 */
export function enter<T, E extends Entry>(
  list: Set<E>,
  withinMs: number,
  make: (settle: Settle<T>) => E,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let isSettled = false;
    const settle = (act: () => void) => {
      isSettled = true;
      clearTimeout(timer);
      act();
    };
    const entry = make({
      resolve: (value) => settle(() => resolve(value)),
      reject: (error) => settle(() => reject(error)),
      isSettled: () => isSettled,
    });
    const timer = after(withinMs, () => {
      list.delete(entry);
      entry.giveUp(new DatabaseTimeoutError(withinMs));
    });
    list.add(entry);
  });
}

export function takeFirst<E>(entries: Set<E>): E | undefined {
  const [first] = entries;
  if (first !== undefined) entries.delete(first);
  return first;
}

export function after(milliseconds: number, act: () => void): NodeJS.Timeout | undefined {
  return Number.isFinite(milliseconds) ? setTimeout(act, milliseconds) : undefined;
}
