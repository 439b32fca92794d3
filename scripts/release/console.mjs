import { spawnSync } from "node:child_process";

/** What keeps a commit from being released, in one line that names the remedy. */
export class Refusal extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = "Refusal";
  }
}

/** @param {string} line */
export const say = (line) => console.log(`release: ${line}`);

/**
 * Prints a refusal as one line and lets the process end with 1. A bug keeps its stack.
 *
 * @param {unknown} error
 */
export function refuse(error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(`release: ${error.message}`);
  process.exitCode = 1;
}

/**
 * Refuses when there are problems.
 *
 * @param {readonly string[]} problems
 * @throws Refusal with the first one, and the number of the others
 */
export function requireNone([first, ...more]) {
  if (first === undefined) return;
  throw new Refusal(more.length === 0 ? first : `${first} (And ${more.length} more.)`);
}

/**
 * Runs a program and returns what it printed. What it said is shown when it fails.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string> }} options
 * @throws Refusal
 */
export function run(program, args, { cwd, env = {} }) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, CI: "true", ...env },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  process.stderr.write(`${stdout ?? ""}${stderr ?? ""}`);
  const command = [program, ...args].join(" ");
  throw new Refusal(`\`${command}\` failed. Correct what the lines above say.`);
}
