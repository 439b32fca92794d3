import { mapYielding } from "../../../common/yield-to-event-loop";
import { chooseApp, findApp } from "../apps/find-app";
import { hasManyAccounts, isOwnFormat, OWN_MAPPING } from "../csv/own-format";
import type { ImportMapping, MappingChoice } from "../mapping-schema";
import { noRows, tooManyRows } from "../refusals";
import { MAX_FILE_ROWS } from "../schema";
import { formOf } from "../stored-mapping";
import type { Calendar } from "./calendar-words";
import { type Column, describeColumns } from "./columns";
import { joinContinuations } from "./continuations";
import { currencyMarks } from "./currency-marks";
import { cellAt, type Delimiter, type Encoding, type FileRecord } from "./mapping";
import { findRows } from "./month-languages";
import { looksLikeDay } from "./read-day";
import { sampleOf } from "./sample";
import type { Table, TableContext } from "./table-context";
import { findPayee } from "./texts";

interface Opened {
  encoding: Encoding;
  delimiter: Delimiter;
}

/**
 * Finds a table's rows, header and columns, and what is known of it from earlier files.
 *
 * @throws DomainError BAD_REQUEST or PAYLOAD_TOO_LARGE naming the field
 */
export async function openTable(
  records: readonly FileRecord[],
  context: TableContext,
  { encoding, delimiter }: Opened,
): Promise<Table> {
  const { choice, currency } = context;
  const marks = await currencyMarks(currency);
  const { layout, calendar } = await findRows(records, marks);
  const found = findApp(records);
  const headerLine = choice.headerLine ?? found?.headerLine ?? layout.headerLine;
  const below = records.slice(headerLine);
  if (below.length === 0) throw noRows();
  if (below.length > MAX_FILE_ROWS) throw tooManyRows();
  const header = headerLine === 0 ? null : (records[headerLine - 1]?.cells ?? null);
  const isOwn = isOwnFormat(header);
  const form = formOf({ delimiter, headerLine, records });
  const remembered = forgetful(await context.remember(form));
  const app = chooseApp(found, choice, remembered);
  const settled: MappingChoice = {
    ...(isOwn ? OWN_MAPPING : {}),
    ...(app !== undefined ? app.mapping : found !== undefined ? { app: null } : {}),
    ...choice,
  };
  const known: MappingChoice = { ...remembered, ...settled };
  const dayColumn = known.dateColumn ?? layout.dayColumn;
  const describe = async (data: readonly FileRecord[]) =>
    describeColumns({ header, marks, calendar, data: await withDays(data, dayColumn, calendar) });
  const described = await describe(below);
  const text = findText(described, known);
  const data =
    isOwn || app !== undefined || text === null || dayColumn === null
      ? below
      : await joinContinuations(below, { dayColumn, textColumn: text });
  return {
    ...{ context, encoding, delimiter, headerLine, header, marks, calendar, isOwn, form },
    ...{ app, settled, known, remembered, data },
    preamble: records.slice(0, Math.max(0, headerLine - 1)),
    columns: data.length === below.length ? described : await describe(data),
  };
}

/** What holds for one file alone is not remembered for the next. */
function forgetful(mapping: ImportMapping | null): ImportMapping | null {
  if (mapping === null) return null;
  const { dateYear: _, statementLines: __, ...rest } = mapping;
  return rest;
}

/** Rows that tell what stands in the columns of a table. */
const TELLING_ROWS = 1_000;

/** Columns are judged by rows; what has no day is mostly none. */
async function withDays(
  data: readonly FileRecord[],
  column: number | null,
  calendar: Calendar,
): Promise<readonly FileRecord[]> {
  if (column === null) return data;
  const isRow = await mapYielding(
    sampleOf(data, TELLING_ROWS),
    (record) =>
      record.typed?.[column - 1]?.day !== undefined ||
      looksLikeDay(cellAt(record, column), calendar),
  );
  const rows = sampleOf(data, TELLING_ROWS).filter((_, at) => isRow[at]);
  return rows.length === 0 ? data : rows;
}

const findText = (columns: readonly Column[], known: MappingChoice): number | null =>
  known.payeeColumn ?? findPayee(columns)?.number ?? null;

/** In an export of several accounts an import takes the rows of its own. */
export const onlyAccountOf = ({ isOwn, data, context }: Table): string | null =>
  isOwn && hasManyAccounts(data) ? context.accountName : null;
