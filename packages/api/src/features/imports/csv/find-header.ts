import { looksLikeDate, looksLikeNumber } from "./columns";
import type { FileRecord } from "./mapping";

/** A bank's own words above the rows are no longer than this. Records. */
const MAX_PREAMBLE = 30;

/**
 * Which record is the header, from 1; 0 when the file begins with its rows. A header holds neither
 * dates nor amounts, and has as many cells as the first row, which follows it and holds a date.
 */
export function findHeaderLine(records: readonly FileRecord[], currency: string): number {
  const firstRow = records
    .slice(0, MAX_PREAMBLE)
    .findIndex(({ cells }) => cells.some(looksLikeDate));
  if (firstRow === -1) return records.length > 0 && isHeading(records[0], currency) ? 1 : 0;
  const width = filledWidth(records[firstRow]);
  const above = records.slice(0, firstRow);
  const at = above.findLastIndex(
    (record) => isHeading(record, currency) && record.cells.length >= Math.min(width, 2),
  );
  return at + 1;
}

function isHeading(record: FileRecord | undefined, currency: string): boolean {
  const filled = (record?.cells ?? []).filter((cell) => cell.trim() !== "");
  return (
    filled.length >= 2 &&
    !filled.some((cell) => looksLikeDate(cell) || looksLikeNumber(cell, currency))
  );
}

const filledWidth = (record: FileRecord | undefined): number =>
  (record?.cells ?? []).findLastIndex((cell) => cell.trim() !== "") + 1;
