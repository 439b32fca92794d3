import timers from "node:timers/promises";

/** Far longer than it takes to look a key up, far shorter than anybody minds. */
const STEP_MS = 10;

/**
 * Waits until a whole number of steps has passed since `startedAt` (of `performance.now()`). A
 * refusal that is sent then does not tell how far the lookup came: a key that is unknown, revoked,
 * expired or its owner's no more is some microseconds apart, and a step is not (K4).
 *
 * @example await equalizeTiming(performance.now()) // 10 ms later
 */
export async function equalizeTiming(startedAt: number): Promise<void> {
  const elapsed = performance.now() - startedAt;
  await timers.setTimeout(STEP_MS - (elapsed % STEP_MS));
}
