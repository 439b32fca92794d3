import { looksLikeDay, readDay } from "./read-day";
import { looksLikeNumber } from "./read-number";
import type { RowReader } from "./read-rows";
import type { Table } from "./table-context";

/**
 * The lines of another table below the rows, such as a summary: none of them has a day, and the
 * first is a heading.
 */
export function findFurtherTables({ data }: Table, reader: RowReader): Map<number, string> {
  const { mapping, days, marks } = reader;
  const last = data.findLastIndex((record) => readDay(record, mapping.dateColumn, days) !== null);
  const below = last === -1 ? [] : data.slice(last + 1);
  const heading = below.findIndex(({ cells }) => {
    const filled = cells.filter((cell) => /[\p{L}\p{N}]/u.test(cell));
    const isWord = (cell: string) =>
      !looksLikeNumber(cell, marks) && !looksLikeDay(cell, days.calendar);
    return filled.length >= 2 && filled.every(isWord);
  });
  const lines = heading === -1 ? [] : below.slice(heading);
  return new Map(lines.map(({ line }) => [line, "Is of another table, below the rows."]));
}
