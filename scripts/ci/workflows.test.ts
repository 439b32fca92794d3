import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readSteps } from "./read-steps";
import { readWorkflows, runsOf, stepsOf, usesOf } from "./read-workflows";

// The workflows of GitHub do what .ci/run does and call nothing that is not there. They themselves
// run on GitHub alone.

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const WORKFLOWS = readWorkflows();
const STEPS = readSteps().map(({ name }) => name);
const { scripts, engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** What pnpm does by itself. */
const PNPM = ["install"];

/** The steps that a call of `.ci/run` names. */
const namesIn = (line: string) => (/^\.ci\/run (.+)$/.exec(line)?.[1] ?? "").split(" ");
const callsOf = (file: string) =>
  runsOf(workflowOf(file)).filter(({ line }) => line.startsWith(".ci/run"));

function workflowOf(file: string) {
  const found = WORKFLOWS.find((workflow) => workflow.file === file);
  if (found === undefined) throw new Error(`There is no workflow ${file}.`);
  return found;
}

it("the workflows were read", () => {
  expect(WORKFLOWS.map(({ file }) => file)).toEqual(["ci.yml", "release.yml", "weekly.yml"]);
});

describe.each(WORKFLOWS)("$file", (workflow) => {
  it("may only read the repository, but for jobs that say what they may write", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
  });

  it("pins each action by its commit, with the release beside it, or uses a file of here", () => {
    for (const used of usesOf(workflow)) {
      if (used.startsWith("./")) expect(existsSync(join(ROOT, used)), used).toBe(true);
      else {
        expect(used).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/);
        expect(workflow.text).toMatch(new RegExp(`uses: ${used} # v\\d+\\.\\d+\\.\\d+\\n`));
      }
    }
  });

  it("leaves no token in the checkout", () => {
    const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    for (const { with: inputs } of checkouts)
      expect(inputs).toMatchObject({ "persist-credentials": false });
  });

  it("puts no expression into a command, where its value would be shell", () => {
    for (const { run = "" } of stepsOf(workflow)) expect(run).not.toContain("${{");
  });

  it("names steps that .ci/run has", () => {
    for (const { line } of callsOf(workflow.file))
      expect(STEPS).toEqual(expect.arrayContaining(namesIn(line)));
  });

  it("names files that are there, and runs only what may be run", () => {
    for (const { line } of runsOf(workflow)) {
      for (const [path] of line.matchAll(/(?<=^|\s)(\.ci|scripts)\/[\w./-]+/g))
        expect(existsSync(join(ROOT, path)), path).toBe(true);
      const [program = ""] = /^(\.ci|scripts)\/[\w./-]+/.exec(line) ?? [];
      if (program !== "") expect(statSync(join(ROOT, program)).mode & 0o111, program).toBe(0o111);
    }
  });

  it("calls commands that package.json has", () => {
    for (const { line } of runsOf(workflow))
      for (const [, command] of line.matchAll(/pnpm@12 ([\w:-]+)/g))
        expect([...Object.keys(scripts), ...PNPM]).toContain(command);
  });
});

describe("ci.yml", () => {
  it("may write nothing, as it runs what strangers propose", () => {
    const { on, jobs } = workflowOf("ci.yml");
    expect(Object.keys(on)).toEqual(["pull_request", "push", "workflow_call"]);
    for (const { permissions } of Object.values(jobs)) expect(permissions).toBeUndefined();
  });

  it("runs every step, and installs what a container lacks before it", () => {
    const { jobs } = workflowOf("ci.yml");
    const calls = callsOf("ci.yml").map(({ job, line }) => ({ job, names: namesIn(line) }));
    expect(new Set(calls.flatMap(({ names }) => names))).toEqual(new Set(STEPS));
    for (const { job, names } of calls)
      if (jobs[job]?.container !== undefined) expect(names[0]).toBe("packages");
  });

  it("tests on the oldest Node.js that pfn supports, and on that of .nvmrc", () => {
    const { container, strategy } = workflowOf("ci.yml").jobs["tests"] ?? {};
    expect(container).toMatch(/^node:\$\{\{ matrix\.node \}\}-bookworm$/);
    const [oldest = ""] = /\d+/.exec(engines.node) ?? [];
    const preferred = readFileSync(join(ROOT, ".nvmrc"), "utf8").trim();
    expect(strategy?.matrix["node"]).toEqual([Number(oldest), 22, Number(preferred)]);
  });
});

it("release.yml publishes nothing before everything has passed on the same commit", () => {
  const { jobs } = workflowOf("release.yml");
  expect(jobs["checks"]?.uses).toBe("./.github/workflows/ci.yml");
  expect(jobs["image"]?.needs).toBe("checks");
  expect(jobs["archive"]?.needs).toBe("image");
});

it("scripts of the shell that workflows call can be read by it", () => {
  const paths = WORKFLOWS.flatMap((workflow) => runsOf(workflow)).flatMap(
    ({ line }) => /scripts\/[\w./-]+\.sh/.exec(line)?.[0] ?? [],
  );
  expect(paths.length).toBeGreaterThan(2);
  for (const path of paths) execFileSync("bash", ["-n", join(ROOT, path)]);
});
