import type { FileRecord } from "./mapping";

/** Further back in the calendar from one row to the next is another year, not a late booking. */
const HALF_A_YEAR = 180;

/** A row whose day has no year: how far in the year it is, in days. */
interface Yearless {
  record: FileRecord;
  dayOfYear: number;
}

/**
 * The years of rows that do not tell theirs, from that of the last row. Rows stand oldest first or
 * newest first; the year changes where the calendar begins again.
 */
export function spreadYears(rows: readonly Yearless[], lastYear: number): Map<number, number> {
  const years = new Map<number, number>();
  let year = lastYear;
  let below: Yearless | undefined;
  for (const row of rows.toReversed()) {
    const step = below === undefined ? 0 : row.dayOfYear - below.dayOfYear;
    // Upwards from January to December is the year before; from December to January the next.
    if (step > HALF_A_YEAR) year -= 1;
    else if (step < -HALF_A_YEAR) year += 1;
    years.set(row.record.line, year);
    below = row;
  }
  return years;
}
