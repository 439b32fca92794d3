import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bringTrouble } from "./lib/bring-trouble";
import { signUp } from "./lib/person";
import { createPfn } from "./lib/pfn";
import { createPlace, ENGINES, type EngineName } from "./lib/place";
import type { Report } from "./lib/report";
import { createTraffic } from "./lib/traffic";

// F1, F2, F6: the disk is full for a while, that of the embedded database or that of PostgreSQL,
// and then there is room again.

const DISK_MB = 192;
const FULL_MS = 5_000;
/** A database that gives a file back must not find room for the next one. */
const FILL_EVERY_MS = 100;

/** Makes `rounds` rounds on each engine. */
export async function diskFull(report: Report, rounds = 2): Promise<void> {
  for (const engine of ENGINES)
    await withDisk((folder) => fillOften(engine, { report, rounds, folder }));
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
      const scene = { drill: "disk-full", case: `${engine}, round ${round}`, report, pfn, traffic };
      const seen = await bringTrouble(scene, async () => {
        await fillFor(FULL_MS, join(folder, "ballast"));
        // PostgreSQL ends when its log finds no room, and its operator starts it again.
        await place.cluster?.start().catch(() => undefined);
      });
      report.expect(seen.unavailable > 0, `${engine}: the disk was never full`);
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

/** Leaves no room for that time, even if some becomes free meanwhile. */
async function fillFor(milliseconds: number, ballast: string): Promise<void> {
  for (let full = 0; full < milliseconds; full += FILL_EVERY_MS) {
    fill(ballast);
    await sleep(FILL_EVERY_MS);
  }
  rmSync(ballast);
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
