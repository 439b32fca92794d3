import type { AddressInfo } from "node:net";
import { HOSTILE_FILES } from "./src/hostile-files";
import { openDatabase } from "./src/open-database";
import { listen, seedImporter, startRuntime } from "./src/start-http";
import { watchProcess } from "./src/watch-process";
import { watchSteps } from "./src/watch-steps";

/**
 * The largest files of the worst kinds, previewed through the REST endpoint. Prints for each the
 * seconds, the longest stall of the event loop, and the most CPU that the main thread took between
 * two turns of it, which is what a machine without other work would have stalled. Asserts nothing.
 *
 * @example DATABASE_URL=postgres://… pnpm --filter @pfn/bench exec tsx hostile-files.ts [words of a
 *   name]
 */
const only = process.argv[2] ?? "";

await using opened = await openDatabase(process.env["DATABASE_URL"]);
const runtime = startRuntime(opened.database);
const server = await listen(runtime);
const { authorization, accountId } = await seedImporter(opened.database.client);
process.stdout.write(`${opened.database.engine}, Node ${process.version}\n`);
const idle = process.memoryUsage.rss();

const mapping = {
  ...{ dateColumn: 1, payeeColumn: 2, dateOrder: "YMD", decimalMark: "." },
  amount: { column: 3, sign: "as_written" },
};
let longest = 0;
for (const [name, make] of Object.entries(HOSTILE_FILES)) {
  if (!name.includes(only)) continue;
  const text = make();
  const isCsv = !text.startsWith("[");
  const body = JSON.stringify({ accountId, fileName: "f.csv", text, ...(isCsv && { mapping }) });
  const { value, seconds, stall } = await watchProcess(idle, () => watchSteps(() => post(body)));
  longest = Math.max(longest, value.longestStep);
  const step = `${Math.round(value.longestStep)} ms of CPU in one step`;
  process.stdout.write(
    `${name}: ${value.value}, ${seconds.toFixed(2)} s, longest stall ${stall} ms, ${step}\n`,
  );
}
process.stdout.write(`most CPU in one step: ${Math.round(longest)} ms\n`);

server.closeAllConnections();
server.close();
await runtime.close();

/** @returns the status of the answer */
async function post(body: string): Promise<number> {
  // The server listens on a TCP port.
  const { port } = server.address() as AddressInfo;
  const headers = { authorization, "content-type": "application/json" };
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/imports`, {
    method: "POST",
    headers,
    body,
  });
  await answer.text();
  return answer.status;
}
