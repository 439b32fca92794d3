import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { BackupError } from "./backup-error";

/** How a backup begins. */
export interface BackupHeader {
  format: "pfn-backup";
  version: 1;
  createdAt: string;
  /** Every migration that the database had applied, oldest first. */
  migrations: string[];
}

/** One row of a table, as PostgreSQL's own JSON; it is never parsed on its way. */
export interface BackupRow {
  table: string;
  json: string;
}

/**
 * The lines of a backup that are not rows begin with this. The first is the header, one more names
 * each table, and the last holds the number of rows and the digest of all lines before it.
 */
export const CONTROL = "#";

/** Whether two files hold the same is decided by their lines, not by how they were compressed. */
export const createDigest = () => createHash("sha256");

/**
 * Reads the whole file once and answers its header, so that nothing is begun with one that is
 * damaged or incomplete.
 *
 * @throws BackupError
 */
export async function checkBackup(file: string): Promise<BackupHeader & { rows: number }> {
  const digest = createDigest();
  let header: BackupHeader | undefined;
  let rows = 0;
  let end: { rows: number; sha256: string } | undefined;
  for await (const line of readLines(file)) {
    if (header === undefined) header = parseHeader(line);
    if (end !== undefined) throw damaged(file);
    if (line.startsWith(`${CONTROL}{"rows"`)) end = JSON.parse(line.slice(1));
    else digest.update(`${line}\n`);
    if (!line.startsWith(CONTROL)) rows += 1;
  }
  if (header === undefined || end?.rows !== rows || end.sha256 !== digest.digest("hex"))
    throw damaged(file);
  return { ...header, rows };
}

/** The rows of a backup that was checked. */
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
    // Texts hold every kind of line end but a bare line feed, which JSON escapes.
    for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY }))
      yield line;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      throw new BackupError(`There is no file ${file}.`, { cause: error });
    }
    throw damaged(file, error);
  }
}

function parseHeader(line: string): BackupHeader {
  const header: Partial<BackupHeader> = line.startsWith(`${CONTROL}{"format"`)
    ? JSON.parse(line.slice(1))
    : {};
  if (header.format !== "pfn-backup")
    throw new BackupError("The file is not a backup that `pfn backup` has written.");
  if (header.version !== 1)
    throw new BackupError("The backup was written by a newer pfn: restore it with that one.");
  // What carries our name and version was written by `writeBackup`, and the digest is compared
  // before anything is used.
  return header as BackupHeader;
}

const damaged = (file: string, cause?: unknown) =>
  new BackupError(`${file} is damaged or incomplete: restore another backup.`, { cause });
