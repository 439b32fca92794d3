import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { EngineName } from "./lib/place";
import type { Report } from "./lib/report";
import { JOBS, type Job, type Key, STOPS, type Stop } from "./revoke/jobs";
import { answerOf, preview, type Stage, setStage, strike, urlOf } from "./revoke/stage";
import { sumOf, type Watched, watch } from "./revoke/watch";

// K6, A8, F8: a key or a login is stopped at once while it writes or undoes 20,000 rows, and
// nothing of that write stays.

const STOPPED_WITHIN_MS = 1_000;
const HEALTHY_WITHIN_MS = 100;

const SETUPS: readonly { engine: EngineName; instances: number }[] = [
  { engine: "PGlite", instances: 1 },
  { engine: "PostgreSQL", instances: 1 },
  { engine: "PostgreSQL", instances: 2 },
];

interface Tally {
  stops: number;
  slowestMs: number;
  slowest: string;
  late: number;
  /** Answers to stops that were no success. */
  refused: string[];
  /** Rows that stayed although their write was refused. */
  stayed: number;
  /** Writes that were done before their stop was. */
  finishedFirst: number;
  wrong: string[];
}

/** Makes `rounds` stops in each setup. */
export async function revokeUnderLoad(report: Report, rounds = 100): Promise<void> {
  for (const { engine, instances } of SETUPS) {
    const stage = await setStage(engine, instances);
    try {
      await drill(stage, {
        report,
        rounds,
        title: `${engine}, ${instances === 1 ? "1 instance" : "2 instances"}`,
      });
    } finally {
      await strike(stage);
    }
  }
}

interface Drilled {
  report: Report;
  rounds: number;
  title: string;
}

async function drill(stage: Stage, { report, rounds, title }: Drilled): Promise<void> {
  const health = stage.instances.flatMap((pfn) =>
    ["/healthz", "/readyz"].map((path) =>
      watch(urlOf(pfn) + path, { everyMs: 50, allowedMs: HEALTHY_WITHIN_MS }),
    ),
  );
  const bystander = watch(`${urlOf(stage.instances[0])}/api/v1/me`, {
    headers: { Authorization: `Bearer ${stage.bystander}` },
  });
  const tally: Tally = {
    stops: 0,
    slowestMs: 0,
    slowest: "",
    late: 0,
    refused: [],
    stayed: 0,
    finishedFirst: 0,
    wrong: [],
  };
  for (let round = 0; round < rounds; round += 1) await stopOne(stage, tally, round);
  const healthy = sumOf(await Promise.all(health.map((end) => end())));
  tell({ report, title, tally, healthy, others: await bystander() });
}

interface Told {
  report: Report;
  title: string;
  tally: Tally;
  healthy: Watched;
  others: Watched;
}

function tell({ report, title, tally, healthy, others }: Told): void {
  const slow = healthy.late + healthy.wrong + healthy.unavailable;
  const served = others.asked - others.unavailable - others.wrong;
  report.add({
    drill: "revoke-under-load",
    case: title,
    stops: tally.stops,
    "slowest ms": Math.round(tally.slowestMs),
    "over 1 s": tally.late,
    refused: tally.refused.length,
    "rows stayed": tally.stayed,
    "finished first": tally.finishedFirst,
    "health asked": healthy.asked,
    "over 100 ms": slow,
    "slowest health ms": Math.round(healthy.slowestMs),
    "bystander 200/503/else": `${served}/${others.unavailable}/${others.wrong}`,
    load: loadavg()[0]?.toFixed(1) ?? "",
  });
  report.expect(
    tally.late + tally.refused.length === 0,
    `K6: ${title}: ${tally.slowest}; ${tally.refused[0] ?? ""}`,
  );
  report.expect(
    tally.stayed === 0,
    `A8: ${title}: ${tally.stayed} rows stayed of a write that was stopped`,
  );
  report.expect(tally.wrong.length === 0, `A8: ${title}: ${tally.wrong[0]}`);
  report.expect(
    slow === 0,
    `F8: ${title}: ${slow} of ${healthy.asked} health checks; slowest ${healthy.slowestMs} ms`,
  );
  report.expect(
    others.wrong === 0,
    `F1: ${title}: ${others.wrong} answers to others were neither 200 nor 503`,
  );
}

/** Takes another job and another stop each round, so that all pairs come up. */
async function stopOne(stage: Stage, tally: Tally, round: number): Promise<void> {
  const job = JOBS[round % JOBS.length] ?? JOBS[0];
  if (job === undefined) throw new Error("no job");
  const stops = STOPS[job.by];
  const stop = stops[Math.floor(round / JOBS.length) % stops.length];
  if (stop === undefined) throw new Error("no stop");
  const key = await stage.owner.createKey("bookkeeper");
  const draftId = await preview(stage.owner, stage.accountId, "import");
  const before = await countRows(stage);
  let isOver = false;
  const writing = job.run(stage, key, draftId).then(async (answer) => {
    isOver = true;
    return { status: answer.status, text: (await answer.text()).slice(0, 200) };
  });
  await sleep(100 + Math.random() * 1_500);
  if (!isOver) await timeStop(stage, { job, stop, key, tally });
  const { status, text } = await writing;
  await bringBack(stage);
  const changed = Math.abs((await countRows(stage)) - before);
  if (status === 200) tally.finishedFirst += 1;
  else if (status !== 401 && status !== 403)
    tally.wrong.push(`${job.name}, ${stop.name}: ${status} ${text}`);
  else tally.stayed += changed;
  if (changed > 0) await restore(stage);
}

async function timeStop(
  stage: Stage,
  { job, stop, key, tally }: { job: Job; stop: Stop; key: Key; tally: Tally },
): Promise<void> {
  const from = performance.now();
  const answer = await stop.run(stage, key);
  await answer.arrayBuffer();
  const ms = performance.now() - from;
  const name = `${stop.name} during ${job.name}: ${answer.status} after ${Math.round(ms)} ms`;
  tally.stops += 1;
  if (ms > STOPPED_WITHIN_MS) tally.late += 1;
  if (!answer.ok) tally.refused.push(name);
  if (ms <= tally.slowestMs) return;
  tally.slowestMs = ms;
  tally.slowest = name;
}

/** Signs the owner in twice and revokes all keys, so that the next round can begin. */
async function bringBack({ admin, owner, writer, userId }: Stage): Promise<void> {
  await answerOf(await admin.mutate("admin.unsuspend", { userId }));
  await owner.signIn();
  await writer.signIn();
  await answerOf(await owner.mutate("integrationKeys.revokeAll", {}));
}

/** Rows of both accounts. */
async function countRows({ owner }: Stage): Promise<number> {
  const { totals } = await answerOf(
    await owner.query("transactions.list", { limit: 1, include: "totals" }),
  );
  return totals.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
}

/** Undoes a write that ended before it could be stopped. */
async function restore(stage: Stage): Promise<void> {
  const { items } = await answerOf(await stage.owner.query("operations.list", { limit: 1 }));
  const [latest] = items;
  const undone = await answerOf(await stage.owner.mutate("operations.undo", { id: latest.id }));
  if (latest.procedure === "operations.undo") stage.operationId = undone.operationId;
}
