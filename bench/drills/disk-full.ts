import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { signUp } from "./lib/person";
import { createPfn } from "./lib/pfn";
import { createPlace, ENGINES, type EngineName } from "./lib/place";
import type { Report } from "./lib/report";
import { createTraffic } from "./lib/traffic";

// F1, F2, F6: the disk is full for a while, that of the embedded database or that of PostgreSQL, and then there is room again.

const DISK_MB = 192;
const FULL_MS = 5_000;
/** A database that gives a file back must not find room for the next one. */
const FILL_EVERY_MS = 100;
const RECOVERED_WITHIN = 10;

/** 2 rounds on each engine unless told. */
export async function diskFull(report: Report, rounds = 2): Promise<void> {
  for (const engine of ENGINES) await withDisk((folder) => fillOften(engine, { report, rounds, folder }));
}

async function fillOften(
  engine: EngineName,
  { report, rounds, folder }: { report: Report; rounds: number; folder: string },
): Promise<void> {
  const place = await createPlace(engine, join(folder, "place"));
  const pfn = await createPfn(place.settings);
  try {
    await pfn.start();
    const traffic = await createTraffic(pfn.url, await signUp(pfn.url));
    for (let round = 1; round <= rounds; round += 1) {
      const endTraffic = traffic.begin();
      await sleep(1_000);
      const ballast = join(folder, "ballast");
      for (let full = 0; full < FULL_MS; full += FILL_EVERY_MS) {
        fill(ballast);
        await sleep(FILL_EVERY_MS);
      }
      rmSync(ballast);
      // PostgreSQL gives itself up when its log finds no room. Whoever runs it starts it again.
      await place.cluster?.start().catch(() => undefined);
      const overAt = performance.now();
      let isReady = false;
      while (!isReady && performance.now() - overAt < 15_000) {
        isReady = (await fetch(`${pfn.url}/readyz`).catch(() => null))?.status === 200;
        if (!isReady) await sleep(100);
      }
      await sleep(2_000);
      const seen = await endTraffic();
      const recovery = Math.max(0, (seen.lastRefusalAt - overAt) / 1_000);
      const { acknowledged, lost, partial } = await traffic.verify();
      const broken = [...seen.broken, ...seen.noReply];
      report.add({
        drill: "disk-full",
        case: `${engine}, round ${round}`,
        right: seen.right,
        "503": seen.unavailable,
        broken: broken.length,
        acknowledged,
        lost,
        partial,
        "slowest refusal s": seen.slowestRefusal.toFixed(2),
        "recovery s": recovery.toFixed(2),
      });
      report.expect(seen.unavailable > 0, `${engine}: the disk was never full`);
      report.expect(broken.length === 0, `F1: ${engine}, disk full: neither right nor a 503: ${broken[0]}`);
      report.expect(recovery <= RECOVERED_WITHIN, `F2: ${engine}, disk full: it took ${recovery} s to recover`);
      report.expect(lost + partial === 0, `F6: ${engine}, disk full: ${lost} lost, ${partial} in part`);
    }
  } finally {
    await pfn.remove();
    await place.remove();
  }
}

/** A small disk in memory. */
async function withDisk(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pfn-drill-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_MB}m,mode=0755`, "tmpfs", folder]);
  mkdirSync(join(folder, "place"));
  try {
    await work(folder);
  } finally {
    execFileSync("umount", [folder]);
    rmdirSync(folder);
  }
}

/** Makes the file so large that no room is left beside it. */
function fill(file: string): void {
  for (const bytes of [1_048_576, 4_096]) {
    const piece = Buffer.alloc(bytes);
    try {
      for (;;) appendFileSync(file, piece);
    } catch {
      // No room for another piece of this size.
    }
  }
}
