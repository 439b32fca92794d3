import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Runs a program to its end and returns what it printed.
 *
 * @param {string} program
 * @param {string[]} args
 */
export function ask(program, args) {
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

/**
 * Starts a program and keeps what it prints.
 *
 * @param {string} program
 * @param {string[]} args
 */
export function launch(program, args) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (printed += String(chunk)));
  const ended = once(child, "close").then(([code]) => Number(code));
  return { child, ended, printed: () => printed };
}
