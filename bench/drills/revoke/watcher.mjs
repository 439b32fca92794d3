import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";

// Asks one address again and again, in a thread of its own: what the drill itself does meanwhile
// takes none of its time.

/** @type {import("./watch").Watching} */
const { url, headers, everyMs, allowedMs } = workerData;
const seen = { asked: 0, wrong: 0, unavailable: 0, slowestMs: 0, late: 0 };
let isOver = false;
parentPort?.once("message", () => {
  isOver = true;
});
// The first call of a thread loads what it calls with.
await fetch(url, { headers }).then(
  (answer) => answer.arrayBuffer(),
  () => undefined,
);
while (!isOver) {
  const from = performance.now();
  const status = await fetch(url, { headers }).then(
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
parentPort?.postMessage(seen);
parentPort?.close();
