import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { createHttp, createLogger, createRuntime } from "@pfn/api";
import { createFilterCases } from "@pfn/api/filter-cases";
import { startCluster } from "@pfn/db/testing/cluster";
import { median, send } from "./speed/put-load";
import { openDatabase } from "./src/open-database";
import { seedLedger } from "./src/seed";

/**
 * What each single filter of `transactions.list` costs with totals, as a multiple of the same page
 * and totals without any: `pnpm filters [--engine postgres|pglite] [--rows 1000000] [--rounds 3]`,
 * through the REST endpoint, in this process, by turns. Prints one table and asserts nothing. Needs
 * PostgreSQL's programs for that engine.
 */
const { values } = parseArgs({
  options: {
    engine: { type: "string", default: "postgres" },
    rows: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "3" },
  },
});
const [count, rounds] = [Number(values.rows), Number(values.rounds)];
const today = new Date().toISOString().slice(0, 10);

const cluster =
  values.engine === "postgres" ? await startCluster({ settings: { max_wal_size: "4GB" } }) : null;
try {
  // A million rows take longer than a call may.
  await using opened = await openDatabase(cluster?.url, 60);
  const { database } = opened;
  const { ledgerId, authorization } = await seedLedger(database.client, { count, today });
  const cases = await createFilterCases(database.client, ledgerId);
  // Either engine does this by itself after that number of rows.
  if (cluster === null) await database.client.$executeRawUnsafe("vacuum analyze");
  // Not over pfn's connections, which wait for no statement as long as a million rows take.
  else await cluster.sql("vacuum analyze");
  const runtime = createRuntime({
    database,
    log: createLogger({ level: "error", destination: process.stderr }),
    publicUrl: new URL("http://localhost:3000"),
    signup: "closed",
    trustedProxies: [],
    secret: "a secret of the benchmark, and of nothing else",
    readSessionId: async () => null,
    sessionCookie: async () => "",
    limits: { callsPerMinute: 1_000_000 },
  });
  const endpoints = createHttp(runtime);
  const server = createServer((req, res) => {
    if (!endpoints(req, res)) res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // The server listens on a TCP port.
  const { port } = server.address() as AddressInfo;
  const ask = async (filter: Record<string, unknown>) => {
    const url = `http://127.0.0.1:${port}/api/v1/transactions?include=totals${toSearch(filter)}`;
    const started = performance.now();
    await send({ url, pid: process.pid, headers: { authorization } });
    return performance.now() - started;
  };
  const times = new Map<string, number[]>([
    ["no filter", []],
    ...cases.map(({ label }): [string, number[]] => [label, []]),
  ]);
  for (let round = 0; round <= rounds; round += 1)
    for (const { label, filter } of [{ label: "no filter", filter: {} }, ...cases]) {
      const milliseconds = await ask(filter);
      // The first round only warms up.
      if (round > 0) times.get(label)?.push(milliseconds);
    }
  const plain = median(times.get("no filter") ?? []);
  console.log(
    `${database.engine}, ${count} rows, ${rounds} rounds by turns, load ` +
      `${loadavg()[0]?.toFixed(1)} at the end\n`,
  );
  console.log("| filter | ms | times no filter |\n| --- | --- | --- |");
  for (const [label, measured] of times)
    console.log(
      `| ${label} | ${median(measured).toFixed(0)} | ${(median(measured) / plain).toFixed(2)} |`,
    );
  server.closeAllConnections();
  server.close();
  await runtime.close();
} finally {
  await cluster?.remove();
}

/** Of a list the REST endpoint takes each item by itself. */
function toSearch(filter: Record<string, unknown>): string {
  const pairs = Object.entries(filter).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (one) => `&${name}=${encodeURIComponent(String(one))}`,
    ),
  );
  return pairs.join("");
}
