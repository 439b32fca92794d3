import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { link, open, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Connection, Engine } from "../engine";
import { BackupError } from "./backup-error";
import { listTables } from "./list-tables";
import { type BackupHeader, CONTROL, createDigest } from "./read-backup";

/** At most this many rows are in memory at once. */
const AT_ONCE = 500;

/**
 * Writes a snapshot of the whole database into a new file that only its owner can read. Either
 * engine can restore it. The file gets its name when it is complete. An existing file is never
 * overwritten.
 *
 * @returns the number of rows
 * @throws BackupError
 */
export async function writeBackup(engine: Engine, file: string): Promise<{ rows: number }> {
  const draft = `${file}.${process.pid}.partial`;
  const written = { rows: 0 };
  try {
    await engine.withConnection(async (connection) => {
      await connection("begin isolation level repeatable read read only");
      const output = createWriteStream(draft, { flags: "wx", mode: 0o600 });
      await once(output, "open");
      await pipeline(Readable.from(lines(connection, written)), createGzip(), output);
      await connection("commit");
    });
    await keep(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
  return written;
}

/** Syncs the draft to disk and gives it its name, unless a file has that name. */
async function keep(draft: string, file: string): Promise<void> {
  const handle = await open(draft, "r+");
  await handle.sync();
  await handle.close();
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
    throw new BackupError(`${file} exists already and was not changed. Choose another name.`, {
      cause: error,
    });
  });
}

async function* lines(connection: Connection, written: { rows: number }): AsyncGenerator<string> {
  const digest = createDigest();
  const line = (text: string) => {
    digest.update(`${text}\n`);
    return `${text}\n`;
  };
  yield line(CONTROL + JSON.stringify(await readHeader(connection)));
  for (const { name, columns } of await listTables(connection)) {
    yield line(CONTROL + JSON.stringify({ table: name }));
    await connection(
      `declare rows no scroll cursor for
       select to_jsonb(t)::text as json from (select ${columns} from "${name}") t`,
    );
    for (;;) {
      const batch = await connection<{ json: string }>(`fetch ${AT_ONCE} from rows`);
      for (const { json } of batch) yield line(json);
      written.rows += batch.length;
      if (batch.length < AT_ONCE) break;
    }
    await connection("close rows");
  }
  yield `${CONTROL}${JSON.stringify({ rows: written.rows, sha256: digest.digest("hex") })}\n`;
}

async function readHeader(connection: Connection): Promise<BackupHeader> {
  const applied = await connection<{ name: string }>(
    `select migration_name as name from _prisma_migrations
     where finished_at is not null and rolled_back_at is null order by 1`,
  ).catch((error: unknown) => {
    throw new BackupError("There is no pfn in this database yet. Nothing was written.", {
      cause: error,
    });
  });
  const migrations = applied.map(({ name }) => name);
  return { format: "pfn-backup", version: 1, createdAt: new Date().toISOString(), migrations };
}
