import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDb, type Database } from "@pfn/db";
import pg from "pg";

/**
 * An empty, migrated database that is gone afterwards: on the server at `url` when there is one,
 * else PGlite in a folder. `patience`: how many times as long as usual its time limits are.
 */
export async function openDatabase(
  url: string | undefined,
  patience = 1,
): Promise<{ database: Database } & AsyncDisposable> {
  return url ? openOnServer(url, patience) : openEmbedded(patience);
}

async function openOnServer(url: string, patience: number) {
  const name = `pfn_bench_${randomBytes(4).toString("hex")}`;
  await withServer(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const database = await createDb({ url: own.href, patience });
  await database.migrate();
  return {
    database,
    [Symbol.asyncDispose]: async () => {
      await database.close();
      await withServer(url, `drop database ${name} with (force)`);
    },
  };
}

async function openEmbedded(patience: number) {
  const dataDir = await mkdtemp(join(tmpdir(), "pfn-bench-"));
  const database = await createDb({ dataDir, patience });
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
