import type { LedgerContext } from "../../common/context";
import { type Column, clip } from "./csv/columns";
import { decodeText, peekText, sniffEncoding } from "./csv/decode-text";
import { isOwnFormat, OWN_MAPPING } from "./csv/own-format";
import { type BadRow, parseRows, type ReadRow } from "./csv/parse-rows";
import { proposeMapping } from "./csv/propose-mapping";
import { type CsvFile, readFile } from "./csv/read-file";
import { refuseMissingColumns } from "./csv/refuse-missing-columns";
import type { ImportAccount } from "./find-account";
import { findRemembered } from "./find-remembered";
import { looksLikeJson, readOwnJson } from "./json/read-own-json";
import { takesNoMapping } from "./json/refusals";
import { tooManyRows } from "./refusals";
import {
  type FileColumn,
  ImportMapping,
  MAX_FILE_ROWS,
  type MappingChoice,
  type PreviewImportOutput,
} from "./schema";
import { formOf, type ImportFormat, type StoredMapping } from "./stored-mapping";

interface SentFile {
  bytes: Buffer;
  choice: MappingChoice;
}

/** What a file turned out to be. */
interface FileReading {
  /** What the answer tells of how it is read. */
  frame: Pick<PreviewImportOutput, "ambiguous" | "mapping" | "isRemembered" | "columns">;
  /** Null while the file leaves something open. */
  draft:
    | (Omit<StoredMapping, "balance"> & { format: ImportFormat; rows: (ReadRow | BadRow)[] })
    | null;
}

/**
 * A file's rows, or what it leaves open: a table of any bank, or an export of pfn as CSV or JSON.
 * Its content tells which.
 *
 * @throws DomainError BAD_REQUEST or PAYLOAD_TOO_LARGE naming the field and the line
 */
export const readImportFile = (
  ctx: LedgerContext,
  account: ImportAccount,
  file: SentFile,
): Promise<FileReading> =>
  looksLikeJson(peekText(file.bytes)) ? readJson(account, file) : readCsv(ctx, account, file);

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
    frame: { ambiguous: [], mapping: {}, isRemembered: false, columns: [] },
    draft: { format: "pfn-json", mapping: null, form: "pfn-json", rows },
  };
}

async function readCsv(
  ctx: LedgerContext,
  account: ImportAccount,
  { bytes, choice }: SentFile,
): Promise<FileReading> {
  const file = await readFile(bytes, choice, account.currency);
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
  return { frame, draft: { format: isOwn ? "pfn-csv" : "csv", mapping: mapping.data, form, rows } };
}

const headerOf = ({ headerLine, records }: CsvFile) =>
  headerLine === 0 ? null : (records[headerLine - 1]?.cells ?? null);

const toFileColumn = ({ number, name, filled }: Column): FileColumn => ({
  column: number,
  name: name === null ? null : clip(name),
  samples: filled.slice(0, 3).map(clip),
});
