import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/**
 * Starts the image's server and waits until it is ready.
 *
 * @param {import("./prove.mjs").Tool} tool
 * @param {Omit<import("./prove.mjs").Start, "args">} start
 */
export async function startServer(tool, start) {
  const port = await freePort();
  const began = performance.now();
  const settings = settingsOf(port, start.env);
  const container = await tool.start({ ...start, env: settings });
  const isReady = () => container.printed().includes("pfn is ready at");
  const hasEnded = container.ended.then(() => true);
  while (!isReady()) {
    if (await Promise.race([hasEnded, wait(20)]))
      throw new Error(`The image's server did not start: ${container.printed()}`);
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  return { container, port, url: `http://localhost:${port}`, seconds };
}

/**
 * This machine alone reaches it. A name and a port that are free let several run at a time.
 *
 * @param {number} port
 * @param {Record<string, string>} [env]
 */
export function settingsOf(port, env = {}) {
  return { HOST: "127.0.0.1", PORT: String(port), ...env };
}

/** A port that nothing listens on. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
}
