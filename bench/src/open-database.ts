import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDb, type Database } from "@pfn/db";
import pg from "pg";

/**
 * An empty, migrated database that is gone afterwards: on the server at `url` when there is one,
 * else PGlite in a folder.
 */
export async function openDatabase(
  url: string | undefined,
): Promise<{ database: Database } & AsyncDisposable> {
  return url ? openOnServer(url) : openEmbedded();
}

async function openOnServer(url: string) {
  const name = `pfn_bench_${randomBytes(4).toString("hex")}`;
  await withServer(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const database = await createDb({ url: own.href });
  await database.migrate();
  return {
    database,
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await withServer(url, `drop database ${name} with (force)`);
    },
  };
}

async function openEmbedded() {
  const dataDir = await mkdtemp(join(tmpdir(), "pfn-bench-"));
  const database = await createDb({ dataDir });
  await database.migrate();
  return {
    database,
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function withServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
