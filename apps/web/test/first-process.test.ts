import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "@pfn/db/testing/free-port";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

// A container's process 1: the kernel drops what it has no handler for. Where no namespace may be
// made, as in most containers, scripts/release/prove-image.sh shows the same by an image.

const BUILT = fileURLToPath(new URL("../dist", import.meta.url));
const ISOLATED = ["--user", "--map-root-user", "--pid", "--fork", "--kill-child"];
const canIsolate = spawnSync("unshare", [...ISOLATED, "true"]).status === 0;

let folder: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pfn-first-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Runs a built command as process 1 of a namespace. Resolves as soon as Node takes signals. */
async function startFirst(command: string[]) {
  const env = {
    PATH: process.env["PATH"],
    NODE_ENV: "test" as const,
    PFN_DATA_DIR: join(folder, "data"),
    PORT: String(await freePort()),
  };
  const child = spawn("unshare", [...ISOLATED, process.execPath, ...command], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (printed += String(chunk)));
  const ended = once(child, "close").then(([code, signal]) => code ?? signal);
  const pid = await findFirst(child.pid);
  return { pid, ended, printed: () => printed };
}

/** The process below `unshare`, once it is Node and has told the kernel that it takes SIGTERM. */
async function findFirst(parent: number | undefined): Promise<number> {
  for (;;) {
    const pid = (await readFile(`/proc/${parent}/task/${parent}/children`, "utf8")).trim();
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0";
    const isNode = (await readlink(`/proc/${pid}/exe`).catch(() => "")).endsWith("/node");
    if (isNode && (BigInt(`0x${caught}`) & (1n << 14n)) !== 0n) return Number(pid);
    await nextTurn();
  }
}

/** Says when something listens for SIGTERM, and never finds what the command is made of. */
const NEVER_LOADS = `
  import { register } from "node:module";
  setInterval(() => undefined, 1_000_000);
  process.on("newListener", (name) => name === "SIGTERM" && process.stderr.write("listens"));
  register("data:text/javascript," + encodeURIComponent(\`
    export const resolve = (path, context, next) =>
      path.includes("/run-") ? new Promise(() => undefined) : next(path, context);\`));`;

describe.runIf(canIsolate)("F6: process 1 of a container ends on a SIGTERM", () => {
  const commands: [string, string[]][] = [
    ["the server", ["server.js"]],
    ["a command", ["cli.js", "backup", "file"]],
  ];

  it.each(commands)(
    "that comes before any of its code runs: %s",
    async (_, [file = "", ...args]) => {
      const first = await startFirst([join(BUILT, file), ...args]);
      process.kill(first.pid, "SIGTERM");
      expect(await first.ended).toBe(143);
      expect(first.printed()).toBe("");
    },
  );

  it.each(commands)("that comes while it loads: %s", async (_, [file = "", ...args]) => {
    const preload = `--import=data:text/javascript,${encodeURIComponent(NEVER_LOADS)}`;
    const first = await startFirst([preload, join(BUILT, file), ...args]);
    await expect.poll(first.printed).toBe("listens");
    process.kill(first.pid, "SIGTERM");
    expect(await first.ended).toBe(143);
  });
});
