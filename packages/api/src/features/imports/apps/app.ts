import type { z } from "zod";
import type { OtherLine } from "../file-part";
import type { AppName, MappingChoice } from "../mapping-schema";
import { cellAt, type FileRecord } from "../table/mapping";
import type { Posting } from "./posting";

/** A line of another program's export. */
export interface AppRow {
  record: FileRecord;
  line: number;
  /** Null where the line has no real day. */
  date: string | null;
  /** Minor units of the account's currency, or the reason why there are none. */
  amount: bigint | string;
  /** The cell under a heading, without surplus spaces; empty where there is no such column. */
  cell: (heading: string) => string;
}

/** The amount under a heading, as one of a line's own; null where there is none. */
export type ReadMinor = (row: AppRow, heading: string) => bigint | null;

/** What the lines of an export are, before they are divided among accounts. */
export interface AppReading {
  postings: Posting[];
  /** Lines that are no transactions. */
  others: OtherLine[];
}

/** The column under one of some headings, from 1; null where there is none. */
export type FindColumn = (...headings: string[]) => number | null;

/** A program whose exports are known by their headings. */
export interface App {
  name: z.infer<typeof AppName>;
  /** Each list is one form of its exports: headings that all stand there. */
  forms: readonly (readonly string[])[];
  /** Where the days, amounts and texts stand; null: its headings lack a day or an amount. */
  toMapping: (find: FindColumn) => MappingChoice;
  read: (rows: readonly AppRow[], readMinor: ReadMinor) => Promise<AppReading>;
}

/** Folded, because some versions write a heading with another case or a dot at its end. */
export const foldHeading = (heading: string): string =>
  heading.trim().toLowerCase().replace(/\.$/, "");

/** Finds the columns of a header by their headings. */
export function columnsOf(header: readonly string[]): FindColumn {
  const columns = new Map<string, number>();
  for (const [at, heading] of header.entries()) {
    const folded = foldHeading(heading);
    if (folded !== "" && !columns.has(folded)) columns.set(folded, at + 1);
  }
  return (...headings) => {
    for (const heading of headings) {
      const column = columns.get(foldHeading(heading));
      if (column !== undefined) return column;
    }
    return null;
  };
}

/** Nothing that is read of a cell is longer. */
const MAX_CELL_CHARS = 2_000;

export const cellReader =
  (record: FileRecord, find: FindColumn): AppRow["cell"] =>
  (heading) =>
    cellAt(record, find(heading)).slice(0, MAX_CELL_CHARS);
