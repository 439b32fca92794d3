import { parseArgs } from "node:util";
import { LARGE_FILES, type LargeFile, parsePlainly } from "@pfn/api/large-files";
import { median } from "./speed/put-load";
import { openDatabase } from "./src/open-database";
import { postTo } from "./src/post-to";
import { listen, seedImporter, startRuntime } from "./src/start-http";
import { mainThreadMs, watchSteps } from "./src/watch-steps";

/**
 * What a bank's file costs: `pnpm bench:bank [--rows 20000] [--rounds 5]`. For tables of 12 columns
 * by turns: their records by the parser alone, their rows, and their preview and commit through the
 * REST endpoint. Prints the medians, how many times the parser's cost each of them is, and the rows
 * a second of the commit. Then for each reader the longest that it held the process. Costs are
 * milliseconds of CPU of the main thread, so that other work on the machine hardly counts; what the
 * database takes in its own thread or server is in the seconds. Asserts nothing.
 *
 * @example DATABASE_URL=postgres://… pnpm bench:bank --rounds 3
 */
const { values } = parseArgs({
  options: { rows: { type: "string", default: "20000" }, rounds: { type: "string", default: "5" } },
});
const [rows, rounds] = [Number(values.rows), Number(values.rounds)];
const TABLES = [
  { name: "a table", delimiter: "," },
  { name: "a German table", delimiter: ";" },
] as const;

await using opened = await openDatabase(process.env["DATABASE_URL"]);
const runtime = startRuntime(opened.database);
const server = await listen(runtime);
const { authorization, accountId } = await seedImporter(opened.database.client);
const post = postTo(server, authorization);
print(`${opened.database.engine}, Node ${process.version}, ${rows} rows, ${rounds} rounds`);

for (const { name, delimiter } of TABLES) await measureTable(name, delimiter);
for (const [name, { write, read, mostRows = rows }] of Object.entries<LargeFile>(LARGE_FILES)) {
  const file = write(Math.min(rows, mostRows));
  const { value, longestStep } = await watchSteps(() => read(file));
  print(`${name}: ${value} rows, longest turn ${longestStep.toFixed(0)} ms`);
}

server.closeAllConnections();
server.close();
await runtime.close();

interface Cost {
  /** Milliseconds of CPU of the main thread. */
  cpu: number;
  seconds: number;
}

async function measureTable(name: (typeof TABLES)[number]["name"], delimiter: string) {
  const { write, read } = LARGE_FILES[name];
  const file = write(rows);
  const body = { accountId, fileName: "bank.csv", content: file.toString("base64") };
  const costs: Record<"parsing" | "reading" | "preview" | "commit", Cost[]> = {
    ...{ parsing: [], reading: [], preview: [], commit: [] },
  };
  // The first round is for what a process does once, such as compiling.
  for (let round = -1; round < rounds; round += 1) {
    const parsing = await costOf(async () => parsePlainly(file, delimiter));
    const reading = await costOf(() => read(file));
    const preview = await costOf(() => post("/imports", body));
    const commit = await costOf(() => post(`/imports/${preview.value.import.id}/commit`, {}));
    await post(`/operations/${commit.value.operationId}/undo`, {});
    if (round < 0) continue;
    costs.parsing.push(parsing);
    costs.reading.push(reading);
    costs.preview.push(preview);
    costs.commit.push(commit);
  }
  const [parsing, reading] = [middle(costs.parsing), middle(costs.reading)];
  const [preview, commit] = [middle(costs.preview), middle(costs.commit)];
  print(`${name} of ${(file.length / 1e6).toFixed(1)} MB:`);
  print(`  parsing: ${tell(parsing)}`);
  print(`  reading: ${tell(reading)}, ${ratio(reading, parsing)} times the parsing`);
  print(`  preview: ${tell(preview)}, ${ratio(preview, parsing)} times the parsing`);
  print(`  commit: ${tell(commit)}, ${Math.round(rows / commit.seconds)} rows a second`);
}

async function costOf<T>(work: () => Promise<T>): Promise<Cost & { value: T }> {
  const [before, started] = [mainThreadMs(), performance.now()];
  const value = await work();
  const seconds = (performance.now() - started) / 1_000;
  return { value, cpu: mainThreadMs() - before, seconds };
}

function middle(costs: readonly Cost[]): Cost {
  return {
    cpu: median(costs.map(({ cpu }) => cpu)),
    seconds: median(costs.map(({ seconds }) => seconds)),
  };
}

function tell({ cpu, seconds }: Cost): string {
  return `${Math.round(cpu)} ms of CPU, ${seconds.toFixed(2)} s`;
}

function ratio(cost: Cost, than: Cost): string {
  return (cost.cpu / than.cpu).toFixed(1);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
