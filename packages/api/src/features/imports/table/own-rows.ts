import { EXPORT_COLUMNS, hasManyAccounts, OWN_MAPPING } from "../csv/own-format";
import type { BadRow, ReadRow } from "../file-part";
import { ENGLISH } from "./calendar-words";
import { currencyMarks } from "./currency-marks";
import type { FileRecord } from "./mapping";
import { dayReader } from "./read-day";
import { readRecords } from "./read-rows";

interface Into {
  currency: string;
  accountName: string;
}

/** The rows of an export of pfn, whose columns are known: one for each record. */
export async function readOwnRows(
  records: readonly FileRecord[],
  { currency, accountName }: Into,
): Promise<(ReadRow | BadRow)[]> {
  const mapping = { ...OWN_MAPPING, encoding: "utf-8", delimiter: ",", headerLine: 1 } as const;
  const read = await readRecords(records, {
    ...{ mapping, currency, isOwn: true, header: EXPORT_COLUMNS, width: EXPORT_COLUMNS.length },
    ...{ amount: mapping.amount, decimalMark: mapping.decimalMark },
    marks: await currencyMarks(currency),
    days: dayReader({ order: mapping.dateOrder, calendar: ENGLISH, yearOf: () => null }),
    ...{ dayColumns: [], hasBookingDays: false, out: new Map() },
    onlyAccount: hasManyAccounts(records) ? accountName : null,
  });
  return read.flatMap((one) => ("row" in one ? [one.row] : []));
}
