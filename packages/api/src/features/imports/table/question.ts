import { type Column, clip } from "./columns";
import type { FileRecord } from "./mapping";

/** What a file leaves open: a field of the mapping, and what it can be. */
export interface OpenQuestion {
  field: string;
  question: string;
  options: readonly { value: unknown; means: string }[];
  /** Records on which the options differ. */
  records: readonly FileRecord[];
}

/** Records that a question shows. */
export const SHOWN_RECORDS = 3;

const MOST_COLUMNS = 12;

export const askForDate = (
  columns: readonly Column[],
  data: readonly FileRecord[],
): OpenQuestion => ({
  field: "dateColumn",
  question: "Which column holds the date?",
  options: columnOptions(columns.slice(0, MOST_COLUMNS), (number) => number),
  records: data.slice(0, SHOWN_RECORDS),
});

export const columnOptions = (
  columns: readonly Column[],
  toValue: (number: number) => unknown,
): OpenQuestion["options"] =>
  columns.map(({ number, name, filled }) => ({
    value: toValue(number),
    means:
      `Column ${number}${name === null ? "" : `, ${clip(name)}`}, ` +
      `as in ${clip(filled[0] ?? "an empty cell")}.`,
  }));
