import { readFileSync } from "node:fs";

/** A line of the table in `.ci/run`. */
export interface Step {
  name: string;
  title: string;
  /** A function of `.ci/run` or a program, and what it is called with. */
  command: string[];
}

const RUN = new URL("../../.ci/run", import.meta.url);
const TABLE = /(?<=<<'STEPS'\n)(.*?)(?=^STEPS$)/ms;

/** The text of `.ci/run`, with other lines in place of its table when some are given. */
export function readRun(lines?: readonly string[]): string {
  const text = readFileSync(RUN, "utf8");
  return lines === undefined
    ? text
    : text.replace(TABLE, lines.map((line) => `${line}\n`).join(""));
}

/** The steps that `.ci/run` knows, in its order. */
export function readSteps(): Step[] {
  const [table = ""] = TABLE.exec(readRun()) ?? [];
  return table
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [name = "", title = "", command = ""] = line.split("|").map((part) => part.trim());
      return { name, title, command: command.split(" ") };
    });
}
