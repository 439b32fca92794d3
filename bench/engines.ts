import { execFile } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { parseArgs, promisify } from "node:util";
import { startCluster } from "@pfn/db/testing/cluster";
import { median } from "./speed/put-load";

/**
 * How much longer the embedded engine takes than PostgreSQL for the largest import, its undo and
 * the undo of that: `pnpm bench:engines [--rows 20000] [--rounds 3]`. Each round runs `import.ts`
 * in a process of its own on either engine, by turns. Prints the median of each step and their
 * ratio, and the longest stall of the event loop; ends with 1 when a write takes more than three
 * times as long. Needs PostgreSQL's programs (Debian: `apt install postgresql`).
 */
const { values } = parseArgs({
  options: { rows: { type: "string", default: "20000" }, rounds: { type: "string", default: "3" } },
});
const STEPS = ["preview", "commit", "undo", "redo"] as const;
const AT_MOST = 3;

interface Step {
  seconds: number;
  /** Milliseconds. */
  stall: number;
}

const script = new URL("import.ts", import.meta.url).pathname;
const cluster = await startCluster({ settings: {} });
const rounds: Record<"embedded" | "server", Map<string, Step>[]> = { embedded: [], server: [] };
try {
  for (let round = 0; round < Number(values.rounds); round++) {
    rounds.embedded.push(await runImport(""));
    rounds.server.push(await runImport(cluster.url));
  }
} finally {
  await cluster.remove();
}

print(
  `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, load ` +
    `${loadavg()[0]?.toFixed(1)} at the end`,
);
print(
  `${values.rows} rows, ${values.rounds} rounds; seconds (longest stall of the event loop in ms)`,
);
for (const step of STEPS) {
  const [embedded, server] = [middle("embedded", step), middle("server", step)];
  const ratio = embedded.seconds / server.seconds;
  print(`${step}: PGlite ${tell(embedded)}, PostgreSQL ${tell(server)}, ratio ${ratio.toFixed(2)}`);
  if (step !== "preview" && !(ratio <= AT_MOST)) process.exitCode = 1;
}

async function runImport(url: string): Promise<Map<string, Step>> {
  const env = { ...process.env, DATABASE_URL: url };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", script, values.rows],
    { env },
  );
  const lines = stdout.matchAll(/^(\w+): ([\d.]+) s, .*longest stall (\d+) ms$/gm);
  return new Map(
    Array.from(lines, ([, name = "", s, ms]) => [name, { seconds: Number(s), stall: Number(ms) }]),
  );
}

function middle(engine: keyof typeof rounds, step: string): Step {
  const found = rounds[engine].flatMap((round) => round.get(step) ?? []);
  return {
    seconds: median(found.map(({ seconds }) => seconds)),
    stall: Math.max(...found.map(({ stall }) => stall)),
  };
}

function tell({ seconds, stall }: Step): string {
  return `${seconds.toFixed(2)} (${stall})`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
