import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { createDb } from "@pfn/db";
import { startCluster } from "@pfn/db/testing/cluster";
import { build, createPfn } from "./drills/lib/pfn";
import { type Case, createTarget, readCases, type Stage } from "./speed/cases";
import { type Counted, countStatements } from "./speed/count-statements";
import { keyCases } from "./speed/key-cases";
import { lookAt } from "./speed/ledger";
import { type Load, median, putLoad, send } from "./speed/put-load";
import { type Row, toTable } from "./speed/table";
import { seedLedger } from "./src/seed";
import { seedKeys } from "./src/seed-keys";

/**
 * How fast pfn is against the same statements without it: `pnpm bench [--rows 1000000] [--rounds
 * 5]`. Seeds a PostgreSQL of its own, starts pfn as it is run and the floor beside it, asks both by
 * turns, and prints one table and the statements of a write; the figures go to bench/results/ as
 * JSON. Then the largest import. Budgets are shown, never asserted. Needs PostgreSQL's programs
 * (Debian: `apt install postgresql`).
 */
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "5" },
  },
});
const [count, rounds] = [Number(values.rows), Number(values.rounds)];
const FEW = 10_000;
const KEYS = 100_000;
const SETTINGS = {
  shared_buffers: "1GB",
  max_wal_size: "4GB",
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.track": "top",
};

build();
const today = new Date().toISOString().slice(0, 10);
const cluster = await startCluster({ settings: SETTINGS });
const toEnd: (() => unknown)[] = [];
try {
  const { large, small, authorizations } = await seed();
  const pfn = await createPfn({ DATABASE_URL: cluster.url });
  toEnd.push(pfn.remove);
  const { isReady, output } = await pfn.start();
  if (!isReady) throw new Error(output);
  const asked = {
    large: await lookAt(pfn.url, large, today),
    small: await lookAt(pfn.url, small, today),
  };
  const { ledgerId, middle } = asked.large;
  const floor = await startServer("floor.ts", [
    ledgerId,
    addYear(today),
    today,
    middle.date,
    middle.id,
  ]);
  const verifier = await startServer("verifier.ts");
  const stage: Stage = {
    pfn: { url: pfn.url, pid: Number(pfn.child().pid) },
    floor,
    verifier,
    authorizations,
    ...asked,
  };
  const load = loadavg()[0];
  const rows: Row[] = [];
  for (const one of [...readCases(stage), ...keyCases(stage)]) rows.push(...(await measure(one)));
  const writes = await countWrites(stage);
  const conditions = await describe(load);
  console.log(`\n${conditions}\n\n${toTable(rows)}\n\n${writes.text}\n`);
  mkdirSync(new URL("results/", import.meta.url), { recursive: true });
  const file = new URL(
    `results/${new Date().toISOString().replaceAll(":", "-")}.json`,
    import.meta.url,
  );
  writeFileSync(file, `${JSON.stringify({ conditions, rows, writes: writes.counted }, null, 2)}\n`);
} finally {
  for (const end of toEnd.reverse()) await end();
}
await runImport();
await cluster.remove();

async function seed() {
  const started = performance.now();
  const database = await createDb({ url: cluster.url });
  await database.migrate();
  await cluster.sql("create extension pg_stat_statements");
  const large = await seedLedger(database.client, { count, today });
  const small = await seedLedger(database.client, { count: FEW, today });
  const authorizations = await seedKeys(database.client, { ledgerId: small.ledgerId, count: KEYS });
  await database.close();
  await cluster.sql("vacuum analyze");
  console.log(
    `${count + FEW} transactions and ${KEYS} keys seeded in ` +
      `${Math.round((performance.now() - started) / 1_000)} s`,
  );
  return { large, small, authorizations };
}

/** Everybody once to warm up, then by turns; of each the middle one of all rounds. */
async function measure({ name, targets, budgets, ...how }: Case): Promise<Row[]> {
  const loads: Record<string, Load[]> = {};
  for (const target of Object.values(targets)) await putLoad(target, { ...how, seconds: 1 });
  for (let round = 0; round < rounds; round += 1)
    for (const [server, target] of Object.entries(targets)) {
      const load = await putLoad(target, how);
      loads[server] = [...(loads[server] ?? []), load];
    }
  const rows: Row[] = [];
  for (const [server, target] of Object.entries(targets)) {
    const statements = (await countStatements(cluster.url, target)).reduce(
      (sum, { perCall }) => sum + perCall,
      0,
    );
    const middle = (figure: keyof Load) =>
      median((loads[server] ?? []).map((load) => load[figure]));
    const figures = {
      callsPerSecond: middle("callsPerSecond"),
      p50Ms: middle("p50Ms"),
      p99Ms: middle("p99Ms"),
      cpuMicros: middle("cpuMicros"),
    };
    rows.push({ name, server, statements, ...figures, ratios: [] });
  }
  for (const budget of budgets) {
    const [of, than] = [budget.of, budget.than].map((server) =>
      rows.find((row) => row.server === server),
    );
    if (of && than) of.ratios.push({ ...budget, ratio: of[budget.figure] / than[budget.figure] });
  }
  console.log(`${name}: measured`);
  return rows;
}

/** The statements of a write of one row and of 200, and how long each takes, by turns. */
async function countWrites(
  stage: Stage,
): Promise<{ text: string; counted: Record<string, Counted[]> }> {
  const times: Record<number, number[]> = { 1: [], 200: [] };
  for (let round = 0; round < 20; round += 1)
    for (const rows of [1, 200]) {
      const started = performance.now();
      await send(createTarget(stage, rows));
      times[rows]?.push(performance.now() - started);
    }
  const [one, many] = [
    await countStatements(cluster.url, createTarget(stage, 1)),
    await countStatements(cluster.url, createTarget(stage, 200)),
  ];
  const sum = (counted: readonly Counted[]) =>
    counted.reduce((total, { perCall }) => total + perCall, 0);
  const [oneMs = 0, manyMs = 0] = [1, 200].map((rows) => median(times[rows] ?? []));
  const head =
    `transactions.create: 1 row ${sum(one)} statements, ${oneMs.toFixed(1)} ms; ` +
    `200 rows ${sum(many)} statements, ${manyMs.toFixed(1)} ms ` +
    `(${(manyMs / oneMs).toFixed(1)} times).`;
  const lines = many.map(({ statement, perCall }) => `${perCall} × ${statement.slice(0, 160)}`);
  return { text: [head, ...lines].join("\n"), counted: { 1: one, 200: many } };
}

/** Something to compare with, in a process of its own. */
async function startServer(name: string, args: string[] = []): Promise<Stage["floor"]> {
  const script = new URL(`speed/${name}`, import.meta.url).pathname;
  const child = spawn(process.execPath, ["--import", "tsx", script, cluster.url, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  toEnd.push(() => child.kill());
  const [port] = await once(child.stdout, "data");
  return { url: `http://127.0.0.1:${String(port).trim()}`, pid: Number(child.pid) };
}

/** The largest file that an import takes, in a process of its own, which watches its memory. */
async function runImport(): Promise<void> {
  const script = new URL("import.ts", import.meta.url).pathname;
  const env = { ...process.env, DATABASE_URL: cluster.url };
  await once(
    spawn(process.execPath, ["--import", "tsx", script], { env, stdio: "inherit" }),
    "exit",
  );
}

async function describe(load = 0): Promise<string> {
  const [cpu] = cpus();
  const version = (await cluster.sql("show server_version")).trim();
  const memory = Math.round(totalmem() / 2 ** 30);
  return (
    `${cpus().length} × ${cpu?.model}, ${memory} GiB; Node ${process.version}, PostgreSQL ` +
    `${version}; load ${load.toFixed(1)} at the beginning; ${count} and ${FEW} ` +
    `transactions, ${KEYS} keys, ${rounds} rounds by turns.`
  );
}

function addYear(day: string): string {
  return day.replace(/^\d+/, (year) => String(Number(year) - 1));
}
