import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "@pfn/db/testing/free-port";
import { keepEvidence, rememberSecret } from "@pfn/keys/testing/secrets";
import { copyTemplate } from "./data-template";

const BUILT_SERVER = fileURLToPath(new URL("../dist/server.js", import.meta.url));

/** Tests call and sign in faster than people and agents do; those of the limits set their own. */
const FAST_CALLERS = {
  PFN_LIMIT_ANONYMOUS_PER_MINUTE: "1000000",
  PFN_LIMIT_CALLS_PER_MINUTE: "1000000",
  PFN_LIMIT_FAILED_KEYS_PER_MINUTE: "1000000",
  PFN_LIMIT_KEYS_PER_DAY: "1000000",
  PFN_LIMIT_PASSWORD_TRIES: "1000000",
  PFN_LIMIT_WRITES_PER_SECOND: "1000000",
};

/** A pfn server in a process of its own, with a data directory of its own. */
export interface PfnProcess {
  child: ChildProcess;
  /** Without a slash at the end. */
  url: string;
  port: number;
  dataDir: string;
  /** Everything printed so far. */
  output: { stdout: string; stderr: string };
  /** Resolves with the exit code, or with the signal that ended the process. */
  ended: Promise<number | string>;
  /** Ends the process and removes its data. */
  remove: () => Promise<void>;
}

/**
 * Starts the built server (`turbo build` first) and does not wait for it. `env` overrides and adds
 * variables.
 */
export async function launchPfn(
  env: Record<string, string> = {},
  nodeArguments: string[] = [],
): Promise<PfnProcess> {
  const port = Number(env["PORT"] ?? (await freePort()));
  const folder = await mkdtemp(join(tmpdir(), "pfn-web-"));
  const dataDir = env["PFN_DATA_DIR"] ?? join(folder, "data");
  if (env["PFN_DATA_DIR"] === undefined && env["DATABASE_URL"] === undefined)
    await prepareData(dataDir);
  const child = spawn(process.execPath, [...nodeArguments, BUILT_SERVER], {
    cwd: folder,
    // As a test runner leaves it; the server decides by itself that it runs in production.
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "test",
      PORT: String(port),
      PFN_DATA_DIR: dataDir,
      PFN_LOG_LEVEL: "warn",
      ...FAST_CALLERS,
      ...env,
    },
  });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (output.stderr += String(chunk)));
  const ended = once(child, "close").then(([code, signal]): number | string => code ?? signal);
  const remove = async () => {
    if (child.exitCode === null) child.kill("SIGKILL");
    await ended;
    noteSecrets(env, await readFile(join(dataDir, "auth-secret"), "utf8").catch(() => ""));
    keepEvidence("log", output.stdout + output.stderr);
    await rm(folder, { recursive: true, force: true });
  };
  return { child, url: `http://localhost:${port}`, port, dataDir, output, ended, remove };
}

/** Fills a folder that is not there yet with an empty, migrated database. */
export const prepareData = (dataDir: string): Promise<void> => copyTemplate(dataDir, makeTemplate);

/** Lets a server prepare a data directory. Its secret does not stay: each server makes its own. */
async function makeTemplate(dataDir: string): Promise<void> {
  const pfn = await startPfn({ PFN_DATA_DIR: dataDir });
  pfn.child.kill("SIGTERM");
  await pfn.ended;
  await pfn.remove();
  await rm(join(dataDir, "auth-secret"));
}

/**
 * Secrets that the process had from its surroundings, or made for itself: none may be in what it
 * printed (L2).
 */
function noteSecrets(env: Record<string, string>, authSecret: string): void {
  const passwords = [env["DATABASE_URL"], env["REDIS_URL"]].flatMap((url) =>
    url !== undefined && URL.canParse(url) ? [decodeURIComponent(new URL(url).password)] : [],
  );
  const given = [env["AUTH_SECRET"], env["PFN_METRICS_TOKEN"]].filter((text) => text !== undefined);
  for (const secret of [...passwords, ...given, authSecret.trim()]) rememberSecret(secret);
}

/** Starts the built server and resolves once it answers. */
export async function startPfn(env: Record<string, string> = {}): Promise<PfnProcess> {
  const pfn = await launchPfn(env);
  await new Promise<void>((resolve, reject) => {
    pfn.child.stdout?.on("data", () => pfn.output.stdout.includes("pfn is ready at") && resolve());
    void pfn.ended.then(() =>
      reject(new Error(`pfn ended: ${pfn.output.stderr}${pfn.output.stdout}`)),
    );
  });
  return pfn;
}
