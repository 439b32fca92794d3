import { setTimeout as sleep } from "node:timers/promises";
import { CrashTraffic, readAnswers, seeded } from "@pfn/api/crash-traffic";
import { signUp } from "./lib/person";
import { createPfn, type Pfn } from "./lib/pfn";
import { createPlace, ENGINES, type EngineName, type Place } from "./lib/place";
import type { Report } from "./lib/report";

// F6: the process is killed at random moments of mixed writes and imports. After each kill the
// tables are looked at: every acknowledged write is there whole, no other is, and the ledger's
// books agree; then the writes without an answer are repeated with their keys.

/** A ledger that grows for longer only takes longer to look through. */
const KILLS_PER_LEDGER = 10;
const SEED = Number(process.env["FC_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

interface Tally {
  kills: number;
  acknowledged: number;
  repeated: number;
  problems: string[];
  slowestRecovery: number;
}

/** Kills pfn `rounds` times on each engine. */
export async function kill(report: Report, rounds = 100): Promise<void> {
  console.log(`FC_SEED=${SEED}`);
  const random = seeded(SEED);
  for (const engine of ENGINES) {
    const tally: Tally = {
      kills: 0,
      acknowledged: 0,
      repeated: 0,
      problems: [],
      slowestRecovery: 0,
    };
    while (tally.kills < rounds) await killOneLedger(engine, { tally, random, rounds });
    const { kills, acknowledged, repeated, problems, slowestRecovery } = tally;
    const lost = problems.filter((problem) => problem.startsWith("lost")).length;
    report.add({
      drill: "kill",
      case: `${engine}, ${kills} kills`,
      acknowledged,
      repeated,
      lost,
      broken: problems.length - lost,
      "recovery s": slowestRecovery.toFixed(2),
    });
    report.expect(
      problems.length === 0,
      `F6: ${engine}, FC_SEED=${SEED}: ${problems.join("; ").slice(0, 1_000)}`,
    );
  }
}

interface Run {
  tally: Tally;
  random: () => number;
  rounds: number;
}

async function killOneLedger(engine: EngineName, { tally, random, rounds }: Run): Promise<void> {
  const place = await createPlace(engine);
  const pfn = await createPfn(place.settings);
  try {
    await pfn.start();
    const { key } = await (await signUp(pfn.url)).createKey("full");
    const traffic = new CrashTraffic({ url: pfn.url, key, random });
    await traffic.prepare();
    for (let kills = 0; kills < KILLS_PER_LEDGER && tally.kills < rounds; kills += 1) {
      const writing = traffic.runUntilKilled();
      await sleep(50 + random() * 1_500);
      await pfn.end("SIGKILL");
      await writing;
      tally.kills += 1;
      tally.problems.push(...(await lookAndRepeat(traffic, { place, pfn, tally })));
    }
    await pfn.end("SIGTERM");
    tally.problems.push(...(await look(place, (db, ledgerId) => traffic.check(db, ledgerId))));
    tally.acknowledged += traffic.acknowledged.size;
  } finally {
    await pfn.remove();
    await place.remove();
  }
}

async function lookAndRepeat(
  traffic: CrashTraffic,
  { place, pfn, tally }: { place: Place; pfn: Pfn; tally: Tally },
): Promise<string[]> {
  const [problems, stored] = await look(place, async (db, ledgerId) => [
    await traffic.check(db, ledgerId),
    await readAnswers(db, ledgerId),
  ]);
  const begun = performance.now();
  const { isReady, output } = await pfn.start();
  if (!isReady) return [...problems, `it does not start again: ${output}`];
  tally.slowestRecovery = Math.max(tally.slowestRecovery, (performance.now() - begun) / 1_000);
  tally.repeated += traffic.unansweredCount;
  return [...problems, ...(await traffic.repeatUnanswered(stored))];
}

type Look<T> = (db: Awaited<ReturnType<Place["open"]>>["client"], ledgerId: string) => Promise<T>;

async function look<T>(place: Place, work: Look<T>): Promise<T> {
  const database = await place.open();
  try {
    const { id } = await database.client.ledger.findFirstOrThrow({
      where: { mode: "live" },
      select: { id: true },
    });
    return await work(database.client, id);
  } finally {
    await database.close();
  }
}
