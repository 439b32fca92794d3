/** One line of a drill's table. */
export type Line = Record<string, string | number>;

/** Collects a drill's figures and what they break. */
export interface Report {
  add: (line: Line) => void;
  /** Notes a broken guarantee unless it holds. */
  expect: (holds: boolean, guarantee: string) => void;
  /** Prints the table; the process ends with 1 if a guarantee was broken. */
  finish: () => void;
}

/** Brings one kind of trouble, as often as `rounds` says or as it thinks right. */
export type Drill = (report: Report, rounds?: number) => Promise<void>;

export function createReport(title: string): Report {
  const lines: Line[] = [];
  const broken: string[] = [];
  return {
    add: (line) => lines.push(line),
    expect: (holds, guarantee) => {
      if (!holds) broken.push(guarantee);
    },
    finish: () => {
      console.log(`\n${title}`);
      console.table(lines);
      for (const guarantee of broken) console.error(`BROKEN: ${guarantee}`);
      if (broken.length > 0) process.exitCode = 1;
    },
  };
}
