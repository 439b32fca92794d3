import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const NO_TEXTS = /^(\.|node_modules$|dist$|data$)/;

/** Runs every page of the folder, also those that are added. */
const GUIDE = "packages/client/src/docs.test.ts";

/**
 * Of every document the languages of its fenced blocks, each with the test or the script that runs
 * all of them.
 */
const RUN_BY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "ARCHITECTURE.md": { mermaid: "packages/client/test/every-snippet.test.ts" },
  "README.md": {
    ...languages(["bash", "text", "ts"], GUIDE),
    sh: "packages/client/test/every-snippet.test.ts",
  },
  "docs/agents/imports-and-exports.md": languages(["bash", "text", "ts"], GUIDE),
  "docs/agents/other-ways-in.md": languages(["bash", "json"], GUIDE),
  "docs/agents/reading.md": languages(["bash", "json", "text", "ts"], GUIDE),
  "docs/agents/refusals.md": languages(["bash", "json", "text", "ts"], GUIDE),
  "docs/agents/start.md": languages(["bash", "json", "text", "ts"], GUIDE),
  "docs/agents/writing-and-undo.md": languages(["bash", "json", "text", "ts"], GUIDE),
  "docs/operations.md": languages(["ini", "sh"], "packages/client/test/every-snippet.test.ts"),
  "docs/scaling.md": { ini: "packages/client/test/every-snippet.test.ts" },
  "examples/agent/README.md": languages(["bash", "text"], "examples/test/examples.test.ts"),
  "examples/nightly-import/README.md": languages(
    ["bash", "text"],
    "examples/test/examples.test.ts",
  ),
  "packages/client/README.md": {
    ...languages(["text", "ts"], "packages/client/src/docs.test.ts"),
    html: "apps/web/e2e/client.e2e.ts",
    js: "packages/client/test/packed.test.ts",
  },
  "packages/keys/README.md": {
    js: "packages/keys/src/index.test.ts",
    none: "packages/keys/src/index.test.ts",
  },
  "packages/mcp/README.md": { json: "examples/test/examples.test.ts" },
};

/**
 * Of every command for people to paste into a shell, which script runs it, and the words there that
 * do.
 */
const COMMANDS: Readonly<Record<string, [file: string, words: string]>> = {
  "npx -y pnpm@12 start": [
    "scripts/demo/start-server.mjs",
    'new URL("../start.mjs", import.meta.url)',
  ],
  "npx -y pnpm@12 turbo test": [".ci/run", "pnpm turbo test"],
  "npx -y pnpm@12 pfn backup pfn-2026-11-24.backup": [
    "apps/web/test/backup.test.ts",
    'shown("backup", file)',
  ],
  "npx -y pnpm@12 pfn backup --into /var/backups/pfn --keep 14": [
    "apps/web/test/backup.test.ts",
    'readShownCommand("backup --into")',
  ],
  "npx -y pnpm@12 pfn restore pfn-2026-11-24.backup --revoke-all": [
    "apps/web/test/backup.test.ts",
    'shown("restore", file)',
  ],
  "npx -y pnpm@12 pfn make-admin ada@example.org": [
    "apps/web/test/make-admin.test.ts",
    'readShownCommand("make-admin")',
  ],
  "npx -y pnpm@12 install && npx -y pnpm@12 build": [".ci/run", "pnpm build"],
  "node scripts/release/assemble.mjs ../pfn --archive": [
    "scripts/release/prove-image.sh",
    "node scripts/release/assemble.mjs",
  ],
};

/**
 * Commands that need Docker, which the suite does without. `scripts/release/prove-image.sh` starts
 * the same image with the same settings.
 */
const WITH_DOCKER = [
  "docker build --tag pfn .",
  "docker compose -f deploy/compose.yaml run --rm pfn apps/web/dist/cli.js backup /data/pfn.backup",
  "docker compose -f deploy/compose.yaml stop",
  "docker compose -f deploy/compose.yaml up --build --detach",
  "docker run --detach --publish 127.0.0.1:3000:3000 --volume pfn:/data --stop-timeout 35 " +
    "--read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges pfn",
];

function languages(names: readonly string[], file: string) {
  return Object.fromEntries(names.map((name) => [name, file]));
}

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** Paths of all Markdown files below a folder, in order. */
function findTexts(folder = ""): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !NO_TEXTS.test(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return findTexts(path);
      return path.endsWith(".md") ? [path] : [];
    })
    .toSorted();
}

const blocksOf = (path: string) =>
  [...read(path).matchAll(/^ *```([\w-]*)[^\n]*\n([\s\S]*?)^ *```$/gm)].map(
    ([, language, code = ""]) => ({
      language: language || "none",
      code,
    }),
  );

it("a test runs every fenced block of every document; each such claim names real blocks", () => {
  const found = findTexts().flatMap((path) => {
    const names = new Set(blocksOf(path).map(({ language }) => language));
    return names.size === 0 ? [] : [[path, [...names].toSorted()] as const];
  });
  const claimed = Object.entries(RUN_BY).map(
    ([path, tests]) => [path, Object.keys(tests).toSorted()] as const,
  );
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(claimed));
  for (const file of Object.values(RUN_BY).flatMap((tests) => Object.values(tests)))
    expect(existsSync(join(ROOT, file)), file).toBe(true);
});

it("every command that a document shows is run by a script or a test, or needs Docker", () => {
  const shown = Object.entries(RUN_BY)
    .filter(([, { sh }]) => sh !== undefined)
    .flatMap(([path]) => blocksOf(path).filter(({ language }) => language === "sh"))
    .flatMap(({ code }) =>
      code
        .trim()
        .replaceAll(/ \\\n +/g, " ")
        .split("\n"),
    )
    .map((line) => line.replace(/ +#.*$/, ""));
  expect([...new Set(shown)].toSorted()).toEqual(
    [...Object.keys(COMMANDS), ...WITH_DOCKER].toSorted(),
  );
  for (const [file, words] of Object.values(COMMANDS)) expect(read(file)).toContain(words);
});

it("every setting that a document shows is one that the process reads", () => {
  const settings = ["docs/operations.md", "docs/scaling.md"]
    .flatMap(blocksOf)
    .filter(({ language }) => language === "ini");
  const names = settings.flatMap(({ code }) =>
    [...code.matchAll(/^(\w+)=/gm)].map(([, name = ""]) => name),
  );
  expect(names.length).toBeGreaterThan(3);
  const known = read("apps/web/src/server/env.ts");
  for (const name of names) expect(known).toMatch(new RegExp(`^  ${name}: `, "m"));
});

it("the setting of PostgreSQL that docs/scaling.md shows is the one of the drill", () => {
  const [, value] = /^synchronous_standby_names = '([^']+)'/m.exec(read("docs/scaling.md")) ?? [];
  expect(read("bench/drills/fail-over/sync.ts")).toContain(`synchronous: "${value}"`);
});

it("the drawing of ARCHITECTURE.md names files that exist", () => {
  const [drawing] = blocksOf("ARCHITECTURE.md").filter(({ language }) => language === "mermaid");
  const paths = drawing?.code.match(/\b(?:apps|packages)\/[\w./-]+/g) ?? [];
  expect(paths.length).toBeGreaterThan(3);
  for (const path of paths) expect(existsSync(join(ROOT, path)), path).toBe(true);
});
