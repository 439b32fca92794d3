import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { constants, createBrotliCompress, createBrotliDecompress } from "node:zlib";
import { readRows } from "../backup/read-backup";
import type { Db } from "../create-client";
import { Prisma } from "../generated/client";

/** What each release left on a disk: a backup, and an embedded directory as an archive. */
const FOLDER = fileURLToPath(new URL("../test/releases", import.meta.url));

/**
 * The archive is packed with a window over all of it, because PostgreSQL keeps its catalogue three
 * times: 2.7 MB instead of 7.
 */
const WINDOW = {
  [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
  [constants.BROTLI_PARAM_LGWIN]: 27,
  [constants.BROTLI_PARAM_QUALITY]: 9,
};

/** A row by its columns. */
type Row = Record<string, unknown>;

/** Rows by table, in an order of their own. */
export type Tables = Record<string, Row[]>;

/** The versions of which both forms are stored. */
export async function listStoredReleases(): Promise<string[]> {
  const names = await readdir(FOLDER);
  return names.flatMap((name) => name.match(/^(\d+\.\d+\.\d+)\.tar\.br$/)?.[1] ?? []).sort();
}

/** The path of a version's backup. */
export const backupOf = (version: string): string => join(FOLDER, `${version}.pfn-backup`);

/** The path of a version's embedded directory, packed. */
const archiveOf = (version: string): string => join(FOLDER, `${version}.tar.br`);

/** Stores the embedded directory `data` of a folder as that of a version. */
export async function packRelease(version: string, folder: string): Promise<void> {
  const owner = ["--owner=0", "--group=0", "--numeric-owner"];
  const tar = spawn("tar", ["-c", "--sort=name", ...owner, "-C", folder, "data"]);
  const compress = createBrotliCompress({ params: WINDOW });
  await pipeline(tar.stdout, compress, createWriteStream(archiveOf(version)));
}

/** Unpacks a version's embedded directory below a folder. Returns its path. */
export async function unpackRelease(version: string, folder: string): Promise<string> {
  const tar = spawn("tar", ["-x", "-C", folder], { stdio: ["pipe", "ignore", "inherit"] });
  const decompress = createBrotliDecompress({
    params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 },
  });
  const closed = once(tar, "close");
  await pipeline(createReadStream(archiveOf(version)), decompress, tar.stdin);
  await closed;
  return join(folder, "data");
}

/** Every row that a version left. Its backup and its directory hold the same rows. */
export async function readStoredRows(version: string): Promise<Tables> {
  const tables: Tables = {};
  for await (const { table, json } of readRows(backupOf(version))) {
    tables[table] ??= [];
    tables[table].push(JSON.parse(json));
  }
  return inOrder(tables);
}

/**
 * What a database holds of these rows: the same tables, with the columns that the rows have. It
 * equals them when nothing was lost, changed or added.
 */
export async function readSameRows(db: Db, stored: Tables): Promise<Tables> {
  const tables: Tables = {};
  for (const [table, [first = {}]] of Object.entries(stored)) {
    const rows = await readTable(db, table);
    tables[table] = rows.map((row) => pick(row, Object.keys(first)));
  }
  return inOrder(tables);
}

/** Every row of every table of pfn, empty tables included. */
export async function readAllRows(db: Db): Promise<Tables> {
  const names = await db.$queryRaw<{ name: string }[]>`
    select tablename as name from pg_tables
    where schemaname = current_schema() and tablename <> '_prisma_migrations'`;
  const tables: Tables = {};
  for (const { name } of names) tables[name] = await readTable(db, name);
  return tables;
}

async function readTable(db: Db, name: string): Promise<Row[]> {
  const found = await db.$queryRaw<{ row: Row }[]>(
    Prisma.raw(`select to_jsonb(t) as row from "${name}" t`),
  );
  return found.map(({ row }) => row);
}

const pick = (row: Row, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((column) => [column, row[column]]));

/** The same rows in an order that does not depend on who wrote or read them. */
const inOrder = (tables: Tables): Tables =>
  Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [table, rows.toSorted(byContent)]),
  );

const byContent = (a: Row, b: Row): number => (textOf(a) < textOf(b) ? -1 : 1);
const textOf = (row: Row): string => JSON.stringify(Object.entries(row).sort());
