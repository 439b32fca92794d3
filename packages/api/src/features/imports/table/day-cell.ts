import { eachYielding } from "../../../common/yield-to-event-loop";
import { cellAt, type FileRecord } from "./mapping";
import { remembering } from "./remembering";
import { type DayParts, splitDay } from "./split-day";

/** One cell of a column of days. */
export interface DayCell {
  record: FileRecord;
  parts: DayParts;
  text: string;
}

/**
 * The cells of a column that may be days, in the file's order, but for those with a type. Cells of
 * the same text share their parts: a day has many rows.
 */
export async function splitColumn(data: readonly FileRecord[], column: number): Promise<DayCell[]> {
  const cells: DayCell[] = [];
  const split = remembering(splitDay);
  await eachYielding(data, (record) => {
    const isTyped = record.typed?.[column - 1]?.day !== undefined;
    const text = cellAt(record, column);
    const parts = isTyped ? null : split(text);
    if (parts !== null) cells.push({ record, parts, text });
  });
  return cells;
}

/** Whether most days of a column come without their year. */
export const isYearless = (cells: readonly DayCell[]): boolean => {
  const without = cells.filter(
    ({ parts }) => parts.kind === "short" || (parts.kind === "named" && parts.numbers.length === 1),
  );
  return without.length > cells.length / 2;
};
