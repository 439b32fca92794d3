import { readFileSync } from "node:fs";

/** Milliseconds of CPU that the main thread has taken so far, as Linux counts them. */
export const mainThreadMs = (): number =>
  Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[0]) / 1e6;

/**
 * Runs `work`. Returns the most milliseconds of CPU that the main thread took between two turns of
 * the event loop: how long others wait on an idle machine.
 */
export async function watchSteps<T>(
  work: () => Promise<T>,
): Promise<{ value: T; longestStep: number }> {
  let longestStep = 0;
  let last = mainThreadMs();
  let isOver = false;
  const look = () => {
    const now = mainThreadMs();
    longestStep = Math.max(longestStep, now - last);
    last = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  try {
    return { value: await work(), longestStep };
  } finally {
    isOver = true;
  }
}
