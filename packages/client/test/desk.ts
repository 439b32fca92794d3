import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Snippet } from "./read-snippets";

const require = createRequire(import.meta.url);
const CLIENT = fileURLToPath(new URL("..", import.meta.url));

export interface Printed {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * A reader's desk: a folder in which `@pfn/client` can be imported, and a terminal with these
 * variables.
 */
export interface Desk extends AsyncDisposable {
  /**
   * Saves a TypeScript snippet under the file name in its first line, or under a new one. Returns
   * the name.
   */
  save: (snippet: Snippet) => Promise<string>;
  /** Runs a snippet as it stands. TypeScript is saved first. */
  run: (snippet: Snippet) => Promise<Printed>;
  /** Type-checks every TypeScript snippet that was saved, in an ordinary strict project. */
  typecheck: () => Promise<Printed>;
}

/**
 * @param variables what the reader has in the environment; `PFN_KEY` is also what they type when
 * asked
 */
export async function setDesk(variables: { PFN_URL: string; PFN_KEY: string }): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), "pfn-docs-"));
  await mkdir(join(folder, "node_modules/@pfn"), { recursive: true });
  await mkdir(join(folder, "node_modules/@types"));
  await symlink(CLIENT, join(folder, "node_modules/@pfn/client"));
  await symlink(
    dirname(require.resolve("@types/node/package.json")),
    join(folder, "node_modules/@types/node"),
  );
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: STRICT, include: ["*.ts"] }),
  );
  const terminal = {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder, ...variables },
    typed: `${variables.PFN_KEY}\n`,
  };
  let unnamed = 0;
  const save = async ({ code }: Snippet) => {
    const file = /^\/\/ ([\w-]+\.ts)$/m.exec(code)?.[1] ?? `snippet-${++unnamed}.ts`;
    await writeFile(join(folder, file), code);
    return file;
  };
  return {
    save,
    run: async (snippet) => {
      if (snippet.language === "bash")
        return execute(["bash", "--norc", "-c", snippet.code], terminal);
      const file = await save(snippet);
      return execute([process.execPath, "--import", LOADER, file], terminal);
    },
    typecheck: () =>
      execute(
        [process.execPath, join(dirname(require.resolve("typescript/package.json")), "bin/tsc")],
        terminal,
      ),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What `npx tsx` loads programs with, without the process that it puts before them. */
const LOADER = import.meta.resolve("tsx");

const STRICT = {
  target: "es2023",
  lib: ["es2023"],
  module: "preserve",
  moduleDetection: "force",
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

interface Terminal {
  cwd: string;
  env: Record<string, string | undefined>;
  typed: string;
}

function execute(
  [command = "", ...args]: string[],
  { cwd, env, typed }: Terminal,
): Promise<Printed> {
  const child = spawn(command, args, { cwd, env });
  const printed = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (printed.stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (printed.stderr += String(chunk)));
  // A program that reads nothing may end before this arrives.
  child.stdin.on("error", () => undefined);
  child.stdin.end(typed);
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code, ...printed }));
  });
}
