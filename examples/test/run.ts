import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("..", import.meta.url));

export interface Printed {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs a command in the folder of the examples, with these variables and little else; `npx tsx`
 * needs no network here.
 */
export function run(command: string, variables: Record<string, string>): Promise<Printed> {
  const path = `${dirname(process.execPath)}:${process.env["PATH"]}`;
  const env = {
    NODE_ENV: "test" as const,
    PATH: path,
    HOME: process.env["HOME"],
    npm_config_offline: "true",
    ...variables,
  };
  return new Promise((resolve) => {
    const child = execFile(
      "bash",
      ["--norc", "-c", command],
      { cwd: FOLDER, env },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? 1, stdout, stderr }),
    );
  });
}

export interface Shown {
  command: string;
  /** The output below it, as a pattern in which an ellipsis stands for anything. */
  output: RegExp;
}

/** The commands of an example's README, each with the output that is shown below it. */
export function readCommands(example: string): Shown[] {
  const markdown = readFileSync(new URL(`../${example}/README.md`, import.meta.url), "utf8");
  return [...markdown.matchAll(/^```bash\n(.*?)^```\n+```text\n(.*?)^```$/gms)].map(
    ([, command = "", text = ""]) => ({
      command,
      output: new RegExp(
        `^${text
          .split("…")
          .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
          .join("[^]*?")}$`,
      ),
    }),
  );
}
