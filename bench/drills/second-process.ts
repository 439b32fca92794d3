import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { signUp } from "./lib/person";
import { createPfn, runCommand } from "./lib/pfn";
import { createPlace } from "./lib/place";
import type { Report } from "./lib/report";
import { createTraffic } from "./lib/traffic";

// F7: a second server, and every command, on the data directory of a server that is at work:
// refused, and the first one feels nothing.

const REFUSAL = "is in use by another pfn process";

/** Makes `rounds` rounds. */
export async function secondProcess(report: Report, rounds = 5): Promise<void> {
  const place = await createPlace("PGlite");
  const pfn = await createPfn(place.settings);
  const second = await createPfn(place.settings);
  const file = join(place.settings["PFN_DATA_DIR"] ?? "", "..", "second.pfn-backup");
  const commands = [["backup", file], ["restore", file, "--force"], ["revoke-all"]];
  let [refused, accepted] = [0, 0];
  const judge = (isRefused: boolean) => {
    if (isRefused) refused += 1;
    else accepted += 1;
  };
  try {
    await pfn.start();
    const traffic = await createTraffic(pfn.url, await signUp(pfn.url));
    const endTraffic = traffic.begin();
    for (let round = 0; round < rounds; round += 1) {
      const { isReady, status, output } = await second.start();
      judge(!isReady && status === 1 && output.includes(REFUSAL));
      for (const command of commands) {
        const ended = await runCommand(command, place.settings);
        judge(ended.status === 1 && ended.output.includes(REFUSAL) && !existsSync(file));
      }
      await sleep(200);
    }
    const seen = await endTraffic();
    await pfn.end("SIGTERM");
    await pfn.start();
    const { acknowledged, lost, partial } = await traffic.verify();
    const broken = seen.broken.length + seen.noReply.length + seen.unavailable + seen.refused;
    report.add({
      drill: "second-process",
      case: `PGlite, ${refused + accepted} tries, ${accepted} let in`,
      right: seen.right,
      broken,
      acknowledged,
      lost,
      partial,
    });
    report.expect(
      accepted === 0,
      `F7: ${accepted} of ${refused + accepted} second processes were let in`,
    );
    report.expect(
      broken === 0,
      `F7: the first server was disturbed: ${seen.broken[0] ?? seen.noReply[0]}`,
    );
    report.expect(
      lost + partial === 0,
      `F7: ${lost} writes are lost and ${partial} are there in part`,
    );
  } finally {
    await second.remove();
    await pfn.remove();
    await place.remove();
  }
}
