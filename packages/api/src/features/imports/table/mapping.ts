// The choices that a mapping is made of. How each is read stands in its own file beside this one.

/**
 * As IANA and browsers name them. ISO-8859-1 and Windows-1252 differ only where the former has
 * control characters.
 */
export const ENCODINGS = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "iso-8859-1",
  "iso-8859-2",
  "iso-8859-15",
  "windows-1250",
  "windows-1251",
  "cp850",
  "cp852",
  "cp866",
  "koi8-r",
  "iso-8859-5",
  "iso-8859-7",
  "iso-8859-9",
  "windows-1253",
  "windows-1254",
  "windows-1255",
  "windows-1256",
  "windows-1257",
  "shift_jis",
  "euc-jp",
  "euc-kr",
  "gb18030",
  "big5",
] as const;
export type Encoding = (typeof ENCODINGS)[number];

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export const DATE_ORDERS = ["YMD", "DMY", "MDY"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

export const DECIMAL_MARKS = [".", ","] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

/** What a spreadsheet knows of a cell beyond its text. */
export interface TypedCell {
  /** A civil date, as `2026-03-31`. */
  day?: string;
  /** A decimal number with a point, as `-12.5`. */
  number?: string;
}

/** A cell of a table that came with types. */
export interface TableCell extends TypedCell {
  text: string;
}

/** One row of a table that came with types, and its number in the sheet. */
export interface TableRow {
  cells: readonly TableCell[];
  line: number;
}

/** One record of a file: its cells, and the line on which it ends. */
export interface FileRecord {
  cells: readonly string[];
  line: number;
  /** Where the file has types: those of the cells, in their order. */
  typed?: readonly TypedCell[];
}

/** A cell without surplus spaces; columns count from 1, and null is a column that is not there. */
export const cellAt = ({ cells }: FileRecord, column: number | null | undefined): string =>
  column === null || column === undefined ? "" : (cells[column - 1] ?? "").trim();
