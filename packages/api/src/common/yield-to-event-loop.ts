import { lookForStop } from "./stop-sign";

/** Long works that have stopped for others, in the order in which they did. */
const waiting: (() => void)[] = [];

/** What one turn counts as for the stop sign, in rows. */
const ROWS_PER_TURN = 500;

/**
 * Lets everybody else's requests have their turn. However many long works stop at once, only one
 * goes on before requests are looked at again: ten previews take as long as ten, and a health check
 * beside them waits for one step of one of them. One of those requests may have stopped the caller
 * of this very work, which then ends here.
 */
export async function yieldToEventLoop(): Promise<void> {
  await new Promise<void>((resolve) => {
    waiting.push(resolve);
    // One `setImmediate` in an answer of the database would run before the next request is read.
    if (waiting.length === 1) setImmediate(() => setImmediate(goOn));
  });
  await lookForStop(ROWS_PER_TURN);
}

function goOn(): void {
  turnBegan = performance.now();
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(goOn);
}

/**
 * Milliseconds for which long work may hold the process before it lets others have their turn.
 */
const MOST_MS = 15;

/**
 * When others had their turn last. One clock for all: a loop that follows another one in the same
 * turn has only what that one left of the time.
 */
let turnBegan = performance.now();

const isDue = (): boolean => performance.now() - turnBegan >= MOST_MS;

/** How much text is worked through between two looks at the clock. UTF-16 units, or bytes. */
export const UNITS_PER_STEP = 65_536;

/**
 * For long works: gives others their turn whenever its time has passed, even if a row of somebody's
 * file costs much. Call it after each bounded piece of work, such as a row, or 64 KiB of text. When
 * nothing is due it costs next to nothing.
 *
 * @example
 * for (const row of rows) { read(row); await yieldIfDue(); }
 */
export async function yieldIfDue(): Promise<void> {
  if (isDue()) await yieldToEventLoop();
}

/** Like `forEach` for lists that may be long: others get their turns meanwhile. */
export async function eachYielding<T>(
  items: readonly T[],
  work: (item: T, index: number) => void,
): Promise<void> {
  let index = 0;
  for (const item of items) {
    work(item, index);
    index += 1;
    // A promise for each of 20,000 rows costs as much as the rows.
    if (isDue()) await yieldToEventLoop();
  }
}

/** Like `map` for lists that may be long: others get their turns meanwhile. */
export async function mapYielding<T, R>(
  items: readonly T[],
  toResult: (item: T, index: number) => R,
): Promise<R[]> {
  const results: R[] = [];
  await eachYielding(items, (item, index) => results.push(toResult(item, index)));
  return results;
}
