import type { LedgerContext } from "../../common/context";
import { type Column, clip } from "./csv/columns";
import { decodeText, sniffEncoding } from "./csv/decode-text";
import { isOwnFormat, OWN_MAPPING } from "./csv/own-format";
import { parseRows } from "./csv/parse-rows";
import { proposeMapping } from "./csv/propose-mapping";
import { type CsvFile, readFile } from "./csv/read-file";
import { refuseMissingColumns } from "./csv/refuse-missing-columns";
import { emptyFrame, type FileReading, type SentFile } from "./file-reading";
import type { ImportAccount } from "./find-account";
import { findRemembered } from "./find-remembered";
import { readXlsx } from "./formats/xlsx/read-xlsx";
import { readOwnJson } from "./json/read-own-json";
import { takesNoMapping } from "./json/refusals";
import type { FileFormat } from "./parts-schema";
import { readParts } from "./read-parts";
import { readTable } from "./read-table";
import { recognize } from "./recognize";
import { noSuchPart, tooManyRows } from "./refusals";
import { type FileColumn, ImportMapping, MAX_FILE_ROWS } from "./schema";
import { formOf } from "./stored-mapping";

/**
 * A file's rows, or what it leaves open: a bank's file of any format, or an export of pfn as CSV or
 * JSON. Its content tells which.
 *
 * @throws DomainError BAD_REQUEST or PAYLOAD_TOO_LARGE naming the field and the line
 */
export async function readImportFile(
  ctx: LedgerContext,
  account: ImportAccount,
  file: SentFile,
): Promise<FileReading> {
  const format = recognize(file.bytes);
  if (format !== "xlsx" && format !== "table" && format !== "json")
    return readParts(ctx, account, { ...file, format });
  if (file.part !== undefined) throw noSuchPart(0);
  if (format === "json") return readJson(account, file);
  const { bytes, choice } = file;
  if (format === "table")
    return readRows(ctx, account, {
      file: await readFile(bytes, choice, account.currency),
      choice,
      format: "csv",
    });
  const table = readTable(await readXlsx(bytes), choice, account.currency);
  return readRows(ctx, account, { ...table, format });
}

/** Nothing in an export is ambiguous, and its fields have names instead of columns. */
async function readJson(
  { currency, name }: ImportAccount,
  { bytes, choice }: SentFile,
): Promise<FileReading> {
  if (Object.values(choice).some((settled) => settled !== undefined)) throw takesNoMapping();
  const rows = await readOwnJson(await decodeText(bytes, sniffEncoding(bytes)), {
    currency,
    accountName: name,
  });
  return {
    frame: emptyFrame("pfn-json"),
    draft: { mapping: null, form: "pfn-json", balance: null, rows },
  };
}

interface Table extends Pick<SentFile, "choice"> {
  file: CsvFile;
  format: FileFormat;
}

async function readRows(
  ctx: LedgerContext,
  account: ImportAccount,
  { file, choice, format }: Table,
): Promise<FileReading> {
  if (file.records.length - file.headerLine > MAX_FILE_ROWS) throw tooManyRows();
  const form = formOf(file);
  const isOwn = isOwnFormat(headerOf(file));
  const remembered = await findRemembered(ctx, account.id, form);
  const proposal = await proposeMapping(file.records, {
    ...file,
    choice: { ...(isOwn ? OWN_MAPPING : {}), ...choice },
    remembered,
    account,
  });
  refuseMissingColumns(proposal);
  const frame = {
    ...emptyFrame(isOwn ? "pfn-csv" : format),
    ambiguous: proposal.ambiguous,
    mapping: proposal.mapping,
    isRemembered: remembered !== null,
    columns: proposal.columns.map(toFileColumn),
  };
  const mapping = ImportMapping.safeParse(proposal.mapping);
  if (proposal.ambiguous.length > 0 || !mapping.success) return { frame, draft: null };
  const rows = await parseRows(file.records, {
    mapping: mapping.data,
    currency: account.currency,
    accountName: account.name,
  });
  return { frame, draft: { mapping: mapping.data, form, balance: null, rows } };
}

const headerOf = ({ headerLine, records }: CsvFile) =>
  headerLine === 0 ? null : (records[headerLine - 1]?.cells ?? null);

const toFileColumn = ({ number, name, filled }: Column): FileColumn => ({
  column: number,
  name: name === null ? null : clip(name),
  samples: filled.slice(0, 3).map(clip),
});
