import { setTimeout as sleep } from "node:timers/promises";
import { signUp } from "./lib/person";
import { createPfn } from "./lib/pfn";
import { createPlace, ENGINES, type EngineName } from "./lib/place";
import type { Report } from "./lib/report";
import { createTraffic } from "./lib/traffic";

// F6: a signal ends the process while twelve callers use it. Every call that was let in gets an
// answer, and no connection is cut.

const EXIT_WITHIN = 30;

/** Stops pfn `rounds` times on each engine. */
export async function stop(report: Report, rounds = 20): Promise<void> {
  for (const engine of ENGINES) await stopOften(engine, report, rounds);
}

async function stopOften(engine: EngineName, report: Report, rounds: number): Promise<void> {
  const place = await createPlace(engine);
  const pfn = await createPfn(place.settings);
  const sum = {
    right: 0,
    unavailable: 0,
    refused: 0,
    broken: [] as string[],
    slowest: 0,
    exits: new Set<number | string>(),
  };
  try {
    await pfn.start();
    const traffic = await createTraffic(pfn.url, await signUp(pfn.url));
    for (let round = 0; round < rounds; round += 1) {
      const endTraffic = traffic.begin();
      await sleep(500 + Math.random() * 1_000);
      const { how, seconds } = await pfn.end("SIGTERM");
      const seen = await endTraffic();
      sum.exits.add(how);
      sum.slowest = Math.max(sum.slowest, seconds);
      sum.right += seen.right;
      sum.unavailable += seen.unavailable;
      sum.refused += seen.refused;
      sum.broken.push(...seen.broken, ...seen.noReply);
      await pfn.start();
    }
    const { acknowledged, lost, partial } = await traffic.verify();
    report.add({
      drill: "stop",
      case: `${engine}, ${rounds} × SIGTERM`,
      right: sum.right,
      "503": sum.unavailable,
      broken: sum.broken.length,
      acknowledged,
      lost,
      partial,
      "exit s": sum.slowest.toFixed(2),
    });
    report.expect(
      sum.broken.length === 0,
      `F6: ${engine}: ${sum.broken.length} broken replies: ${sum.broken[0]}`,
    );
    report.expect(
      [...sum.exits].every((how) => how === 0),
      `F6: ${engine}: exits ${[...sum.exits].join(", ")}`,
    );
    report.expect(sum.slowest <= EXIT_WITHIN, `F6: ${engine}: an exit took ${sum.slowest} s`);
    report.expect(
      lost + partial === 0,
      `F6: ${engine}: ${lost} writes are lost and ${partial} are there in part`,
    );
  } finally {
    await pfn.remove();
    await place.remove();
  }
}
