import { monitorEventLoopDelay } from "node:perf_hooks";

/**
 * What a step took: seconds, the most memory above what was there before it, and the longest time
 * that others had to wait.
 */
export interface Cost {
  seconds: number;
  /** MB. */
  memory: number;
  /** Milliseconds. */
  stall: number;
}

const MB = 1_048_576;
const SAMPLE_MS = 10;

/**
 * Runs one step and watches this process meanwhile. Memory is what the system counts as resident,
 * sampled.
 */
export async function watchProcess<T>(
  idleRss: number,
  step: () => Promise<T>,
): Promise<Cost & { value: T }> {
  const delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  const rss = { most: process.memoryUsage.rss() };
  const sampler = setInterval(() => {
    rss.most = Math.max(rss.most, process.memoryUsage.rss());
  }, SAMPLE_MS);
  delay.enable();
  const started = performance.now();
  try {
    const value = await step();
    const seconds = (performance.now() - started) / 1_000;
    return {
      value,
      seconds,
      memory: Math.round((rss.most - idleRss) / MB),
      stall: Math.round(delay.max / 1e6),
    };
  } finally {
    clearInterval(sampler);
    delay.disable();
  }
}
