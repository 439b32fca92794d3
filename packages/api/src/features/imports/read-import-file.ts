import type { LedgerContext } from "../../common/context";
import { emptyFrame, type FileReading, type SentFile } from "./file-reading";
import type { ReadFor } from "./find-account";
import { readOwnJson } from "./json/read-own-json";
import { takesNoMapping } from "./json/refusals";
import { readParts } from "./read-parts";
import { readTables } from "./read-tables";
import { recognize } from "./recognize";
import { noSuchPart } from "./refusals";
import { decodeText } from "./table/decode-text";
import { sureEncoding } from "./table/find-encoding";

/**
 * A file's rows, or what it leaves open: a bank's file of any format, or an export of pfn as CSV or
 * JSON. Its content tells which.
 *
 * @throws DomainError BAD_REQUEST or PAYLOAD_TOO_LARGE naming the field and the line
 */
export async function readImportFile(
  ctx: LedgerContext,
  account: ReadFor,
  file: SentFile,
): Promise<FileReading> {
  const format = recognize(file.bytes);
  if (format === "json") return readJson(account, file);
  if (format === "xlsx" || format === "table") return readTables(ctx, account, { ...file, format });
  return readParts(ctx, account, { ...file, format });
}

/** Nothing in an export is ambiguous, and its fields have names instead of columns. */
async function readJson(
  { currency, name }: ReadFor,
  { bytes, choice, part }: SentFile,
): Promise<FileReading> {
  if (part !== undefined) throw noSuchPart(0);
  if (Object.values(choice).some((settled) => settled !== undefined)) throw takesNoMapping();
  const text = await decodeText(bytes, sureEncoding(bytes) ?? "windows-1252");
  const rows = await readOwnJson(text, { currency, accountName: name });
  return {
    frame: emptyFrame("pfn-json"),
    draft: { mapping: null, form: "pfn-json", balance: null, rows },
  };
}
