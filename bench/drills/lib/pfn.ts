import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@pfn/db/testing/free-port";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));
const SERVER = join(REPOSITORY, "apps/web/dist/server.js");
const CLI = join(REPOSITORY, "apps/web/dist/cli.js");

/** Drills call faster than people and agents do. */
const NO_LIMITS = Object.fromEntries(
  [
    "ANONYMOUS_PER_MINUTE",
    "CALLS_PER_MINUTE",
    "FAILED_KEYS_PER_MINUTE",
    "KEYS_PER_DAY",
    "PASSWORD_TRIES",
  ]
    .concat("WRITES_PER_SECOND")
    .map((name) => [`PFN_LIMIT_${name}`, "100000000"]),
);

/** A pfn server that can be ended in every way and started again on the same port and database. */
export interface Pfn {
  url: string;
  child: () => ChildProcess;
  /**
   * Starts it and resolves once it is ready; answers its exit code and what it printed when it ends
   * before.
   */
  start: () => Promise<{ isReady: boolean; status: number | null; output: string }>;
  /**
   * Sends the signal. Returns the exit code or the signal's name, and the seconds that it took.
   */
  end: (signal: NodeJS.Signals) => Promise<{ how: number | string; seconds: number }>;
  remove: () => Promise<void>;
}

/** Prepares a server with settings of its own; `start` starts it. */
export async function createPfn(settings: Record<string, string>): Promise<Pfn> {
  const folder = mkdtempSync(join(tmpdir(), "pfn-drill-"));
  const port = await freePort();
  const env = {
    PATH: process.env["PATH"],
    PORT: String(port),
    PFN_DATA_DIR: join(folder, "data"),
    PFN_LOG_LEVEL: "fatal",
    AUTH_SECRET: "drills-share-one-secret-0123456789abcdef",
    ...NO_LIMITS,
    ...settings,
  };
  let child: ChildProcess | undefined;
  const running = () => {
    if (!child) throw new Error("pfn was not started");
    return child;
  };
  const end = async (signal: NodeJS.Signals) => {
    const started = performance.now();
    const ended = once(running(), "exit");
    running().kill(signal);
    const [code, name] = await ended;
    return { how: code ?? name, seconds: (performance.now() - started) / 1_000 };
  };
  return {
    url: `http://127.0.0.1:${port}`,
    child: running,
    start: () => {
      const process_ = spawn(process.execPath, [SERVER], {
        cwd: folder,
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      child = process_;
      return becomesReady(process_);
    },
    end,
    remove: async () => {
      if (child && child.exitCode === null && child.signalCode === null) await end("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs `pfn …` and answers its exit code and what it printed. */
export async function runCommand(args: string[], settings: Record<string, string>) {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { PATH: process.env["PATH"], ...settings },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (output += String(chunk)));
  const [status] = await once(child, "close");
  return { status: Number(status), output };
}

/** What the drills run is what has been built from this source. */
export function build(): void {
  const turbo = [
    "-y",
    "pnpm@12",
    "exec",
    "turbo",
    "run",
    "build",
    "--filter=@pfn/web",
    "--output-logs=errors-only",
  ];
  execFileSync("npx", turbo, { cwd: REPOSITORY, stdio: ["ignore", "ignore", "inherit"] });
}

function becomesReady(
  child: ChildProcess,
): Promise<{ isReady: boolean; status: number | null; output: string }> {
  let output = "";
  return new Promise((resolve) => {
    const hear = (chunk: unknown) => {
      output += String(chunk);
      if (output.includes("pfn is ready at")) resolve({ isReady: true, status: null, output });
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.on("close", (status) => resolve({ isReady: false, status, output }));
  });
}

/** Whether an instance says that it can serve. */
export const isReady = async ({ url }: Pfn): Promise<boolean> =>
  (await fetch(`${url}/readyz`).catch(() => null))?.status === 200;
