import { spawn } from "node:child_process";

/**
 * What the registry knows against the versions in the lockfile of `root`, by `pnpm audit`. Without
 * an answer within a minute there are no advisories, and `unreachable` says why: a registry that
 * does not answer must not decide whether a change is good.
 *
 * @param {string} root
 * @param {{ registry?: string }} [options] another registry than the configured one
 * @returns {Promise<{ advisories: import("./judge-advisories.mjs").Advisory[], unreachable?: string
 *   }>}
 */
export async function audit(root, { registry } = {}) {
  const args = [
    "-y",
    "pnpm@12",
    "audit",
    "--json",
    "--config.fetchRetries=0",
    "--config.fetchTimeout=20000",
  ];
  if (registry) args.push("--registry", registry);
  const { stdout, stderr } = await run(args, root);
  try {
    return { advisories: Object.values(JSON.parse(stdout).advisories) };
  } catch {
    const reason = stderr.replaceAll(/[\s│×╰─▶]+/g, " ").trim();
    return { advisories: [], unreachable: reason || "pnpm audit gave no answer within a minute" };
  }
}

/**
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<{ stdout: string, stderr: string }>}
 */
function run(args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn("npx", args, {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 60_000,
      shell: process.platform === "win32",
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => (stdout += chunk));
    child.stderr.on("data", (chunk) => (stderr += chunk));
    child.on("error", reject).on("close", () => resolve({ stdout, stderr }));
  });
}
