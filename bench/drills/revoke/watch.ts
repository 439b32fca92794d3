import { setTimeout as sleep } from "node:timers/promises";

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

/** Asks until it is told to stop. `allowedMs`: Infinity where any time is right. */
export function watch(
  ask: () => Promise<Response>,
  { everyMs = 100, allowedMs = Infinity } = {},
): () => Promise<Watched> {
  const seen: Watched = { asked: 0, wrong: 0, unavailable: 0, slowestMs: 0, late: 0 };
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      const from = performance.now();
      const status = await ask().then(
        async (answer) => {
          await answer.arrayBuffer();
          return answer.status;
        },
        () => 0,
      );
      const ms = performance.now() - from;
      seen.asked += 1;
      if (status === 503) seen.unavailable += 1;
      else if (status !== 200) seen.wrong += 1;
      if (ms > allowedMs) seen.late += 1;
      seen.slowestMs = Math.max(seen.slowestMs, ms);
      await sleep(everyMs);
    }
  })();
  return async () => {
    isOver = true;
    await asking;
    return seen;
  };
}

export const sumOf = (all: readonly Watched[]): Watched => ({
  asked: all.reduce((sum, { asked }) => sum + asked, 0),
  wrong: all.reduce((sum, { wrong }) => sum + wrong, 0),
  unavailable: all.reduce((sum, { unavailable }) => sum + unavailable, 0),
  slowestMs: Math.max(0, ...all.map(({ slowestMs }) => slowestMs)),
  late: all.reduce((sum, { late }) => sum + late, 0),
});
