import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { BackupError } from "./backup-error";

/** The first line of a backup. */
export interface BackupHeader {
  format: "pfn-backup";
  version: 1;
  createdAt: string;
  /** Every migration that the database had applied, oldest first. */
  migrations: string[];
}

/** One row of a table as PostgreSQL's JSON, which is not parsed here. */
export interface BackupRow {
  table: string;
  json: string;
}

/**
 * Lines that are not rows begin with this. The first line is the header. One line before the rows
 * of each table names it. The last line holds the number of rows and the digest of all lines
 * before.
 */
export const CONTROL = "#";

/** The digest is of the lines, so that it does not depend on the compression. */
export const createDigest = () => createHash("sha256");

/**
 * Reads the whole file and returns its header, so that no restore begins with a damaged or
 * incomplete file.
 *
 * @throws BackupError
 */
export async function checkBackup(file: string): Promise<BackupHeader & { rows: number }> {
  const digest = createDigest();
  let header: BackupHeader | undefined;
  let rows = 0;
  let end: { rows: number; sha256: string } | undefined;
  for await (const line of readLines(file)) {
    if (header === undefined) header = parseHeader(line, file);
    if (end !== undefined) throw damaged(file);
    if (line.startsWith(`${CONTROL}{"rows"`)) end = parseControl(line, file);
    else digest.update(`${line}\n`);
    if (!line.startsWith(CONTROL)) rows += 1;
  }
  if (header === undefined || end?.rows !== rows || end.sha256 !== digest.digest("hex"))
    throw damaged(file);
  return { ...header, rows };
}

/** Reads the rows of a backup that {@link checkBackup} has accepted. */
export async function* readRows(file: string): AsyncGenerator<BackupRow> {
  let table = "";
  for await (const line of readLines(file)) {
    if (line.startsWith(`${CONTROL}{"table"`)) table = JSON.parse(line.slice(1)).table;
    else if (!line.startsWith(CONTROL)) yield { table, json: line };
  }
}

async function* readLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = createGunzip();
  source.on("error", (error) => text.destroy(error)).pipe(text);
  try {
    // JSON escapes a line feed inside a text. Other line ends may occur there.
    for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY }))
      yield line;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new BackupError(`There is no file ${file}.`, { cause: error });
    }
    throw damaged(file, error);
  }
}

function parseHeader(line: string, file: string): BackupHeader {
  const header: Partial<BackupHeader> = line.startsWith(`${CONTROL}{"format"`)
    ? parseControl(line, file)
    : {};
  if (header.format !== "pfn-backup")
    throw new BackupError("The file is not a backup that `pfn backup` has written.");
  if (header.version !== 1)
    throw new BackupError("The backup was written by a newer pfn. Restore it with that version.");
  // A header with our format and version was written by `writeBackup`. The digest is checked before
  // the header is used.
  return header as BackupHeader;
}

function parseControl(line: string, file: string) {
  try {
    return JSON.parse(line.slice(CONTROL.length));
  } catch (error) {
    throw damaged(file, error);
  }
}

const damaged = (file: string, cause?: unknown) =>
  new BackupError(`${file} is damaged or incomplete. Restore another backup.`, { cause });
