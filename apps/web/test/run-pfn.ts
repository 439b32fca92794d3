import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const BUILT_CLI = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

/** Runs `pfn …` as built. Returns its status and output, also when it failed. */
export function runPfn(args: string[], env: Record<string, string>) {
  return new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
    const options = { env: { PATH: process.env["PATH"], NODE_ENV: "test" as const, ...env } };
    execFile(process.execPath, [BUILT_CLI, ...args], options, (error, stdout, stderr) =>
      // Every end of a command has an exit code.
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}
