import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { say, sayQuoted } from "./terminal.mjs";

const START = fileURLToPath(new URL("../start.mjs", import.meta.url));

/** You may have a pfn of your own: none of its settings may reach the demo. */
const SETTINGS = /^(PFN_\w+|DATABASE_URL|REDIS_URL|AUTH_\w+|NEXTAUTH_\w+|HOST|PORT)$/;

/** After this many milliseconds a server that does not stop is ended. */
const STOP_WITHIN_MS = 35_000;

/**
 * Starts the real server, as `pnpm start` does, with an embedded database in a temporary folder and
 * on a free port.
 *
 * @param {AbortSignal} signal ends the waiting
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} `stop` ends the server and removes
 *   its folder
 */
export async function startServer(signal) {
  const folder = await mkdtemp(join(tmpdir(), "pfn-demo-"));
  const port = await freePort();
  const inherited = Object.entries(process.env).filter(([name]) => !SETTINGS.test(name));
  const child = spawn(process.execPath, [START], {
    env: {
      ...Object.fromEntries(inherited),
      PORT: String(port),
      PFN_DATA_DIR: join(folder, "data"),
      PFN_LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "close");
  const stop = async () => {
    child.kill("SIGTERM");
    const lastResort = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
    await ended;
    clearTimeout(lastResort);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    say("Starting a throw-away server …");
    await becomesReady(child, signal);
    say(`It runs at http://localhost:${port}, with its data in ${folder}.`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://localhost:${port}`, stop };
}

/** Shows how far the server is until it is ready, and afterwards only what worries it. */
function becomesReady(child, signal) {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    let isReady = false;
    lines.on("line", (line) => {
      isReady ||= line.startsWith("pfn is ready at");
      if (isReady) resolve();
      else sayQuoted(line);
    });
    child.stderr.on("data", (chunk) => sayQuoted(String(chunk)));
    child
      .on("error", reject)
      .on("close", () => reject(new Error("The server did not start; the lines above say why.")));
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    if (signal.aborted) reject(signal.reason);
  });
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
