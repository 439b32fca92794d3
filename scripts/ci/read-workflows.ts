import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

type Values = Record<string, unknown>;

interface WorkflowStep {
  uses?: string;
  with?: Values;
  run?: string;
  env?: Record<string, string>;
}

interface Job {
  uses?: string;
  permissions?: Record<string, string>;
  needs?: string;
  container?: string;
  strategy?: { matrix: Record<string, unknown[]> };
  steps?: WorkflowStep[];
}

/** What the tests look at of a workflow of GitHub. */
export interface Workflow {
  file: string;
  text: string;
  on: Values;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

/** Something that a job runs: each command for each value of its matrix. */
export interface Run {
  job: string;
  /** A line of shell, with the values of its `env` that come from the matrix. */
  line: string;
}

const FOLDER = new URL("../../.github/workflows/", import.meta.url);

export function readWorkflows(): Workflow[] {
  return readdirSync(FOLDER)
    .toSorted()
    .map((file) => {
      const text = readFileSync(new URL(file, FOLDER), "utf8");
      return { file, text, ...parse(text) };
    });
}

export const stepsOf = ({ jobs }: Workflow): WorkflowStep[] =>
  Object.values(jobs).flatMap(({ steps = [] }) => steps);

/** Every action and workflow that a workflow uses. */
export const usesOf = (workflow: Workflow): string[] =>
  [...Object.values(workflow.jobs), ...stepsOf(workflow)].flatMap(({ uses = [] }) => uses);

export function runsOf({ jobs }: Workflow): Run[] {
  return Object.entries(jobs).flatMap(([job, { steps = [], strategy }]) =>
    steps.flatMap(({ run = "", env = {} }) =>
      run
        .split("\n")
        .flatMap((line) => fill(line, env, strategy?.matrix ?? {}))
        .map((line) => ({ job, line })),
    ),
  );
}

/** A line for each value of the matrix that it names by a variable, such as `$STEPS`. */
function fill(line: string, env: Record<string, string>, matrix: Record<string, unknown[]>) {
  const named = Object.entries(env).flatMap(([variable, value]) => {
    const [, key = ""] = /^\$\{\{ matrix\.(\w+) \}\}$/.exec(value) ?? [];
    return line.includes(`$${variable}`) ? [[variable, matrix[key] ?? []] as const] : [];
  });
  const [first] = named;
  if (first === undefined) return [line];
  const [variable, values] = first;
  return values.map((value) => line.replaceAll(`$${variable}`, String(value)));
}
