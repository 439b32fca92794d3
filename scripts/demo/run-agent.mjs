import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sayQuoted } from "./terminal.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Runs the example agent as a process of its own, which knows the server's address and a key and
 * nothing else, and shows what it says.
 *
 * @returns {Promise<{ code: number | null, printed: string }>}
 */
export async function runAgent({ url, key }, signal) {
  const child = spawn(process.execPath, ["--import", "tsx", "examples/agent/categorize.ts"], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PFN_URL: url, PFN_KEY: key },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (printed += String(chunk)));
  const [code] = await once(child, "close");
  sayQuoted(printed);
  return { code, printed };
}
