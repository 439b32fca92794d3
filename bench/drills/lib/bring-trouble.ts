import { setTimeout as sleep } from "node:timers/promises";
import { isReady, type Pfn } from "./pfn";
import type { Report } from "./report";
import type { Seen, Traffic } from "./traffic";

/** F2. Seconds. */
const RECOVERED_WITHIN = 10;
/** So long callers go on before the trouble begins, and once pfn is ready again. */
const BEFORE_MS = 1_000;
const AFTER_MS = 4_000;
const READY_WITHIN_MS = 15_000;

/** What is drilled, and whom it concerns. */
export interface Scene {
  drill: string;
  case: string;
  report: Report;
  pfn: Pfn;
  traffic: Traffic;
}

/**
 * Lets callers call while `trouble` comes and goes and until pfn has been ready again for a while,
 * and adds a row to the report. After any trouble, every answer is right or a 503 (F1), pfn soon
 * serves again (F2), and no acknowledged write is lost (F6).
 */
export async function bringTrouble(
  { report, pfn, traffic, ...scene }: Scene,
  trouble: () => Promise<void>,
): Promise<Seen> {
  const endTraffic = traffic.begin();
  await sleep(BEFORE_MS);
  await trouble();
  const overAt = performance.now();
  while (!(await isReady(pfn)) && performance.now() - overAt < READY_WITHIN_MS) await sleep(100);
  await sleep(AFTER_MS);
  const seen = await endTraffic();
  const recovery = Math.max(0, (seen.lastRefusalAt - overAt) / 1_000);
  const { acknowledged, lost, partial } = await traffic.verify();
  const broken = [...seen.broken, ...seen.noReply];
  report.add({
    ...scene,
    right: seen.right,
    "503": seen.unavailable,
    broken: broken.length,
    acknowledged,
    lost,
    partial,
    "slowest refusal s": seen.slowestRefusal.toFixed(2),
    "recovery s": recovery.toFixed(2),
  });
  const name = `${scene.drill}, ${scene.case}`;
  report.expect(
    broken.length + seen.refused === 0,
    `F1: ${name}: neither right nor a 503: ${broken[0]}`,
  );
  report.expect(recovery <= RECOVERED_WITHIN, `F2: ${name}: it took ${recovery} s to recover`);
  report.expect(
    lost + partial === 0,
    `F6: ${name}: ${lost} writes are lost and ${partial} are there in part`,
  );
  return seen;
}
