import type { FileLine } from "../schema";
import { clip } from "./columns";
import type { FileRecord } from "./mapping";

/** Lines that a person looks through for the names of the columns. */
const SHOWN = 12;
const ABOVE = 6;

/** The first lines of a table; those around its header where it stands further below. */
export function linesAround(records: readonly FileRecord[], headerLine: number): FileLine[] {
  const from = Math.max(0, headerLine - ABOVE);
  return records.slice(from, from + SHOWN).map(({ cells, line }, at) => ({
    ...{ record: from + at + 1, line },
    cells: cells.map(clip),
  }));
}
