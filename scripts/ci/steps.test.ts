import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { readRun, readSteps } from "./read-steps";

// `.ci/run` itself, with a table of short steps where running is what is looked at.

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const STEPS = readSteps();

const folder = mkdtempSync(join(tmpdir(), "pfn-ci-"));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, ".ci"));

/** Runs the script at `root`. `lines` are what it printed, but for empty ones. */
function run(root: string, names: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(join(root, ".ci/run"), names, { encoding: "utf8" });
  return { status, stderr, lines: stdout.split("\n").filter((line) => line !== "") };
}

function runWith(table: readonly string[], ...names: string[]) {
  const file = join(folder, ".ci/run");
  writeFileSync(file, readRun(table));
  chmodSync(file, 0o755);
  return run(folder, names);
}

writeFileSync(join(folder, "suite"), "echo 'Tests  1 failed | 40 passed (41)'\nexit 1\n");
const TABLE = [
  "good  | the first's title | echo first",
  "bad   | the second        | false",
  "suite | the third         | sh suite",
];

describe("the steps of .ci/run", () => {
  it("were read", () => {
    expect(STEPS.length).toBeGreaterThan(10);
    expect(STEPS).toContainEqual({ name: "lint", title: "lint", command: ["pnpm", "lint"] });
  });

  it("have a name and a title each, and no two have the same", () => {
    for (const key of ["name", "title"] as const)
      expect(new Set(STEPS.map((step) => step[key])).size).toBe(STEPS.length);
    for (const { name, title } of STEPS) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(title).not.toBe("");
    }
  });

  it.each(STEPS)("$name runs a function, a script or a command that exists", ({ command }) => {
    const [program = "", script = ""] = command;
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    if (program === "pnpm") expect([...Object.keys(scripts), "turbo"]).toContain(script);
    else if (program.includes("/")) expect(existsSync(join(ROOT, program))).toBe(true);
    else expect(readRun()).toMatch(new RegExp(`^${program}\\(\\) \\{$`, "m"));
  });
});

describe(".ci/run", () => {
  it("runs every step in the order of its table when no name is given", () => {
    const { status, lines } = runWith(TABLE);
    expect(lines.filter((line) => line.startsWith("── "))).toEqual([
      "── the first's title",
      expect.stringMatching(/^── the first's title \(good\): ok in \d+ s$/),
      "── the second",
      expect.stringMatching(/^── the second \(bad\): FAILED in \d+ s$/),
      "── the third",
      expect.stringMatching(/^── the third \(suite\): FAILED in \d+ s$/),
      "── bad FAILED:",
      "── suite FAILED:",
    ]);
    expect(lines.at(-1)).toBe("41 passed, 2 failed");
    expect(status).toBe(1);
  });

  it.each([
    [["good"], ["the first's title"], "1 passed, 0 failed"],
    [["suite", "good"], ["the first's title", "the third"], "41 passed, 1 failed"],
    [["bad", "bad"], ["the second"], "0 passed, 1 failed"],
  ])("%j runs these steps once, in the order of the table", (names, titles, last) => {
    const { status, lines } = runWith(TABLE, ...names);
    expect(lines.filter((line) => /^── [^:(]+$/.test(line))).toEqual(
      titles.map((title) => `── ${title}`),
    );
    expect(lines.at(-1)).toBe(last);
    expect(status).toBe(last.endsWith(" 0 failed") ? 0 : 1);
  });

  it.each([["other"], ["goo"], [""], ["*"], ["good", "other"]])(
    "refuses %j, names the steps that there are, and runs none",
    (...names) => {
      const { status, stderr, lines } = runWith(TABLE, ...names);
      expect(stderr).toBe(
        `.ci/run: there is no step "${names.at(-1)}". The steps are: good bad suite.\n`,
      );
      expect(lines).toEqual([]);
      expect(status).toBe(2);
    },
  );

  it("refuses what its own table does not have", () => {
    const { status, stderr } = run(ROOT, ["no-such-step"]);
    expect(stderr).toContain(`The steps are: ${STEPS.map(({ name }) => name).join(" ")}.`);
    expect(status).toBe(2);
  });
});
