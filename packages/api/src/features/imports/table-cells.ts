/**
 * A cell of a table. A spreadsheet knows days and numbers as such; then no order of days and no
 * decimal mark is in question.
 */
export interface TableCell {
  text: string;
  /** A civil date, as YYYY-MM-DD. */
  day?: string;
  /** A decimal number with a point. */
  number?: string;
}

/** One row of a table, and its number in the sheet. */
export interface TableRow {
  cells: readonly TableCell[];
  line: number;
}
