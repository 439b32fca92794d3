import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** What was asked again and again while others wrote. */
export interface Watched {
  asked: number;
  /** Answers that were neither 200 nor 503. */
  wrong: number;
  unavailable: number;
  slowestMs: number;
  /** Answers that took longer than was allowed. */
  late: number;
}

export interface Watching {
  url: string;
  headers: Record<string, string>;
  everyMs: number;
  /** Infinity where any time is right. */
  allowedMs: number;
}

/**
 * Asks until it is told to stop, in a thread of its own, which the drill's own work does not hold
 * up.
 */
export function watch(
  url: string,
  { headers = {}, everyMs = 100, allowedMs = Infinity }: Partial<Omit<Watching, "url">> = {},
): () => Promise<Watched> {
  const workerData: Watching = { url, headers, everyMs, allowedMs };
  const worker = new Worker(new URL("./watcher.mjs", import.meta.url), {
    workerData,
    execArgv: [],
  });
  return async () => {
    const seen = once(worker, "message");
    worker.postMessage("stop");
    const [watched] = await seen;
    return watched;
  };
}

export const sumOf = (all: readonly Watched[]): Watched => ({
  asked: all.reduce((sum, { asked }) => sum + asked, 0),
  wrong: all.reduce((sum, { wrong }) => sum + wrong, 0),
  unavailable: all.reduce((sum, { unavailable }) => sum + unavailable, 0),
  slowestMs: Math.max(0, ...all.map(({ slowestMs }) => slowestMs)),
  late: all.reduce((sum, { late }) => sum + late, 0),
});
