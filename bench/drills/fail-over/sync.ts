import { setTimeout as sleep } from "node:timers/promises";
import type { Report } from "../lib/report";
import { createKeys, knock, revokeKeys } from "./revoked-keys";
import { startServers } from "./servers";
import { type Stage, setStage, strike, type Watched, watchTrouble } from "./stage";

// A write is acknowledged once one of two standbys has it, and the one that has received most is
// promoted. So nothing that was acknowledged is lost, and no revoked key comes back.

/** Seconds. */
const BACK_WITHIN = 3;
/** So long the standbys are silent before the primary dies, in rounds of that kind. */
const STALLED_MS = 8_000;

/** What the primary's end begins with. */
const TROUBLES: Record<string, (stage: Stage) => Promise<void>> = {
  killed: () => Promise.resolve(),
  "standbys stalled, then killed": async ({ servers }) => {
    for (const standby of servers.standbys()) await standby.freeze();
    await sleep(STALLED_MS);
    for (const standby of servers.standbys()) await standby.thaw();
  },
};

/** Every fifth round begins with standbys that acknowledge nothing for a while. */
export async function failOverSynchronously(report: Report, rounds: number): Promise<void> {
  const servers = await startServers({ names: ["b", "c"], synchronous: "ANY 1 (a, b, c)" });
  const stage = await setStage(servers);
  try {
    for (const [name, before] of Object.entries(TROUBLES)) {
      const tally = createTally();
      const count = name === "killed" ? rounds : Math.ceil(rounds / 5);
      for (let round = 0; round < count; round += 1) await failOverOnce(stage, before, tally);
      await tell(report, { stage, tally, name: `sync, ${name}, ${count} rounds` });
    }
  } finally {
    await strike(stage);
  }
}

interface Tally {
  all: Watched[];
  revoked: number;
  alive: number;
  wrong: number[];
}

const createTally = (): Tally => ({ all: [], revoked: 0, alive: 0, wrong: [] });

async function failOverOnce(
  stage: Stage,
  before: (stage: Stage) => Promise<void>,
  tally: Tally,
): Promise<void> {
  const { owner, servers } = stage;
  await owner.signIn();
  const keys = await createKeys(owner);
  const watching = watchTrouble(stage, async () => {
    await before(stage);
    await servers.failOver();
  });
  tally.wrong.push(...(await revokeKeys(owner, keys)));
  tally.all.push(await watching);
  const { 200: alive = 0, ...others } = await knock(stage, keys);
  tally.revoked += keys.length;
  tally.alive += alive;
  const unexpected = Object.keys(others).filter((status) => status !== "401");
  tally.wrong.push(...unexpected.map(Number));
  await servers.rebuild();
}

async function tell(
  report: Report,
  { stage, tally, name }: { stage: Stage; tally: Tally; name: string },
): Promise<void> {
  const { acknowledged, lost, partial } = await stage.traffic.verify();
  const seen = tally.all.map((watched) => watched.seen);
  const broken = seen.flatMap((one) => [...one.broken, ...one.noReply]);
  const largest = (of: (watched: Watched) => number) => Math.max(...tally.all.map(of));
  const ready = largest(({ readyAfter }) => readyAfter);
  const back = largest(({ lastRefusalAfter }) => lastRefusalAfter);
  report.add({
    drill: "failover",
    case: name,
    right: seen.reduce((sum, one) => sum + one.right, 0),
    "503": seen.reduce((sum, one) => sum + one.unavailable, 0),
    broken: broken.length + tally.wrong.length,
    acknowledged,
    lost,
    partial,
    revoked: tally.revoked,
    "alive again": tally.alive,
    "slowest 503 s": largest((watched) => watched.seen.slowestRefusal).toFixed(2),
    "ready after s": ready.toFixed(2),
    "last 503 after s": back.toFixed(2),
  });
  report.expect(lost + partial === 0, `F6: ${name}: ${lost} writes are lost, ${partial} in part`);
  report.expect(
    tally.alive === 0,
    `K6: ${name}: ${tally.alive} uses of revoked keys were accepted`,
  );
  const first = broken[0] ?? tally.wrong[0];
  report.expect(first === undefined, `F1: ${name}: neither right nor a 503: ${first}`);
  const slowest = Math.max(ready, back);
  report.expect(slowest <= BACK_WITHIN, `F2: ${name}: it took ${slowest} s to come back`);
}
