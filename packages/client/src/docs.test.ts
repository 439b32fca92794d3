import { spawnSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { createKey, createUser, listen, PROCEDURES, STATUS, useRuntime } from "@pfn/api/testing";
import { PRESETS } from "@pfn/keys";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, setDesk } from "../test/desk";
import { matchesOutput } from "../test/match-output";
import { readSnippets } from "../test/read-snippets";

const ROOT = new URL("../../../", import.meta.url);
const read = (path: string) => readFile(new URL(path, ROOT), "utf8");

/** Every page of the agents' guide, by its path: a page that is added is run at once. */
const pages = await Promise.all(
  (await readdir(new URL("docs/agents", ROOT)))
    .toSorted()
    .map(async (file): Promise<[path: string, markdown: string]> => {
      const path = `docs/agents/${file}`;
      return [path, await read(path)];
    }),
);
const guide = pages.map(([, markdown]) => markdown).join("\n");
/** What the programs of every page import. */
const shared = readSnippets(guide).filter(({ code }) => code.startsWith("// pfn.ts\n"));
const readme = await read("packages/client/README.md");

/**
 * Run in a browser, in a bare context, and by scripts: apps/web/e2e/client.e2e.ts,
 * test/packed.test.ts, test/every-snippet.test.ts.
 */
const ELSEWHERE = ["html", "js", "sh"];

const hasCurl = spawnSync("bash", ["-c", "curl --version"]).status === 0;

// The demo data depends on the day; the outputs shown are those of this one, and of the product's
// own limits.
const t = useRuntime({ limits: {}, now: () => new Date("2026-03-31T12:00:00.000Z") });

const documents = [
  ...pages,
  ["packages/client/README.md", readme],
  ["README.md", await read("README.md")],
] satisfies [path: string, markdown: string][];
const snippets = documents
  .map(([path, markdown]) => [path, readSnippets(markdown, ELSEWHERE)] as const)
  .filter(([, found]) => found.length > 0);

describe.each(snippets)("%s: pasted as it stands, against a real server,", (_, found) => {
  const opened: { server?: AsyncDisposable; desk?: Desk } = {};

  beforeAll(async () => {
    const user = await createUser(t.runtime, { hasDemo: true });
    const scopes = PRESETS.find(({ id }) => id === "bookkeeper")?.scopes ?? [];
    const expiresAt = new Date(Date.now() + 86_400_000);
    const { key } = await createKey(t.runtime, user, {
      label: "Household agent",
      mode: "test",
      scopes,
      expiresAt,
    });
    const server = await listen(t.runtime);
    opened.server = server;
    opened.desk = await setDesk({ PFN_URL: server.url, PFN_KEY: key });
    for (const snippet of shared) await opened.desk.save(snippet);
  });
  afterAll(async () => {
    await opened.desk?.[Symbol.asyncDispose]();
    await opened.server?.[Symbol.asyncDispose]();
  });

  it.for(found)("$place, $language: runs and prints what is shown", async (snippet, { skip }) => {
    skip(snippet.language === "bash" && !hasCurl, "bash or curl is not installed here");
    const printed = await opened.desk?.run(snippet);
    expect(printed).toMatchObject({ code: 0, stderr: "" });
    const { output } = snippet;
    if (output === null) return expect(printed?.stdout).toBe("");
    expect(
      matchesOutput(output, printed?.stdout ?? ""),
      `shown:\n${output.text}\nprinted:\n${printed?.stdout}`,
    ).toBe(true);
  });
});

it("the programs pass a strict type check", async () => {
  await using desk = await setDesk({ PFN_URL: "", PFN_KEY: "" });
  const programs = snippets
    .flatMap(([, found]) => found)
    .filter(({ language }) => language === "ts");
  const files = new Set<string>();
  for (const program of programs) files.add(await desk.save(program));
  // No program took another's place.
  expect(files.size).toBe(programs.length);
  const printed = await desk.typecheck();
  expect(printed.stderr).toBe("");
  // Mistakes elsewhere, in what the client imports, are their own packages' affair.
  expect(printed.stdout.match(/^[\w-]+\.ts\(.*/gm)).toBeNull();
});

describe("docs/agents tells", () => {
  it("every preset, in the words of the screen", () => {
    const items = guide.split(/\n(?=- |\n)/).map((item) => item.trim().replace(/\s+/g, " "));
    for (const { title, description } of PRESETS)
      expect(items).toContain(`- **${title}.** ${description}`);
  });

  it("every call that a key may make, with what it needs, and no other", () => {
    const callable = [...PROCEDURES].flatMap(([path, { meta, type }]) =>
      meta?.access.kind === "key" || meta?.access.kind === "ledger"
        ? [{ path, scope: meta.access.scope, type }]
        : [],
    );
    const rows = guide.match(/^\| `\w+\.\w+`.*$/gm) ?? [];
    const told = rows
      .flatMap((row) => row.match(/`\w+\.\w+`/g) ?? [])
      .map((name) => name.slice(1, -1));
    expect(told.toSorted()).toEqual(callable.map(({ path }) => path).toSorted());
    for (const { path, scope, type } of callable) {
      const row = rows.find((text) => text.includes(`\`${path}\``));
      expect(row).toContain(type === "query" ? "| read |" : "| write |");
      expect(row).toContain(scope === null ? "any key" : `\`${scope}\``);
    }
  });

  it("each refusal with the status that goes with its code, and no other", () => {
    const rows = [...guide.matchAll(/^\| (\d{3}) \| `(\w+)` \|/gm)].map(([, status, code]) => [
      code,
      Number(status),
    ]);
    const all = Object.entries(STATUS).map(([code, { status }]) => [code, status]);
    expect(rows.toSorted()).toEqual(all.toSorted());
  });
});
