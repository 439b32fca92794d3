import type { LedgerContext } from "../../common/context";
import { askForPart, choosePart } from "./choose-part";
import { checkBalance } from "./csv/check-balance";
import { type BadRow, type FilePart, isReadable, type ReadRow } from "./file-part";
import type { ImportAccount } from "./find-account";
import { findRemembered } from "./find-remembered";
import { looksLikeJson, readOwnJson } from "./json/read-own-json";
import { takesNoMapping } from "./json/refusals";
import { ImportMapping, type MappingChoice } from "./mapping-schema";
import type { FileColumn, PreviewImportOutput } from "./schema";
import type { ImportFormat, StoredMapping } from "./stored-mapping";
import { type Column, clip } from "./table/columns";
import { decodeText, peekText } from "./table/decode-text";
import { sureEncoding } from "./table/find-encoding";
import { readTableFile, type TableReading } from "./table/read-table";

interface SentFile {
  bytes: Buffer;
  choice: MappingChoice;
  /** Which account of the file, from 1. */
  part: number | undefined;
}

/** What a file turned out to be. */
interface FileReading {
  /** What the answer tells of how it is read. */
  frame: Pick<
    PreviewImportOutput,
    | "format"
    | "ambiguous"
    | "mapping"
    | "isRemembered"
    | "columns"
    | "evidence"
    | "otherLines"
    | "otherLineCount"
  >;
  /** Null while the file leaves something open. */
  draft: (StoredMapping & { format: ImportFormat; rows: readonly (ReadRow | BadRow)[] }) | null;
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
  const text = await decodeText(bytes, sureEncoding(bytes) ?? "windows-1252");
  const rows = await readOwnJson(text, { currency, accountName: name });
  const format = "pfn-json";
  return {
    frame: {
      ...{ format, ambiguous: [], mapping: {}, isRemembered: false, columns: [], evidence: [] },
      ...{ otherLines: [], otherLineCount: 0 },
    },
    draft: { format, mapping: null, form: format, rows, balance: balanceOf(rows, currency) },
  };
}

async function readCsv(
  ctx: LedgerContext,
  { id, name, currency, isLiability }: ImportAccount,
  { bytes, choice, part }: SentFile,
): Promise<FileReading> {
  const reading = await readTableFile(bytes, {
    ...{ currency, isLiability, accountName: name, choice },
    today: ctx.now().toISOString().slice(0, 10),
    remember: (form) => findRemembered(ctx, id, form),
  });
  const format = reading.isOwn ? "pfn-csv" : "csv";
  const { parts, form } = reading;
  const mapping = ImportMapping.safeParse(reading.mapping);
  if (parts === null || !mapping.success)
    return { frame: toFrame(reading, { format, parts: [] }), draft: null };
  const chosen = choosePart(parts, { part, name });
  if (chosen === null) {
    const frame = toFrame({ ...reading, ambiguous: [askForPart(parts)] }, { format, parts });
    return { frame, draft: null };
  }
  const { rows } = chosen;
  return {
    frame: toFrame(reading, { format, parts: [chosen] }),
    draft: { format, mapping: mapping.data, form, rows, balance: balanceOf(rows, currency) },
  };
}

function toFrame(
  { ambiguous, mapping, isRemembered, columns, evidence }: TableReading,
  { format, parts }: { format: ImportFormat; parts: readonly FilePart[] },
): FileReading["frame"] {
  const others = parts.flatMap(({ otherLines }) => otherLines);
  return {
    ...{ format, ambiguous, mapping, isRemembered, evidence },
    columns: columns.map(toFileColumn),
    otherLines: others.slice(0, MAX_TOLD),
    otherLineCount: others.length,
  };
}

/** Lines that an answer names one by one; all are counted. */
const MAX_TOLD = 50;

const balanceOf = (rows: readonly (ReadRow | BadRow)[], currency: string) =>
  checkBalance(rows.filter(isReadable), currency);

const toFileColumn = ({ number, name, filled }: Column): FileColumn => ({
  column: number,
  name: name === null ? null : clip(name),
  samples: filled.slice(0, 3).map(clip),
});
