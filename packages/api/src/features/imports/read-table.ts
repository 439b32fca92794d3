import { findHeaderLine } from "./csv/find-header";
import type { CsvFile } from "./csv/read-file";
import { noRows } from "./refusals";
import type { MappingChoice } from "./schema";
import type { TableRow } from "./table-cells";

/**
 * A table of cells as the records that a CSV file would have. Cells that know that they are days or
 * numbers are written in one way, so the order of days and the decimal mark are settled with them.
 *
 * @throws DomainError BAD_REQUEST for a table without rows
 */
export function readTable(
  rows: readonly TableRow[],
  choice: MappingChoice,
  currency: string,
): { file: CsvFile; choice: MappingChoice } {
  const records = rows.map(({ cells, line }) => ({ cells: cells.map(({ text }) => text), line }));
  const headerLine = choice.headerLine ?? findHeaderLine(records, currency);
  if (records.length <= headerLine) throw noRows();
  const cells = rows.flatMap((row) => row.cells);
  const isDay = cells.some(({ day }) => day !== undefined);
  const isNumber = cells.some(({ number }) => number !== undefined);
  return {
    file: { encoding: "utf-8", delimiter: ",", headerLine, records },
    choice: {
      ...(isDay && { dateOrder: "YMD" as const }),
      ...(isNumber && { decimalMark: "." as const }),
      ...choice,
    },
  };
}
