import { PGlite } from "@electric-sql/pglite";
import { inject } from "vitest";
import { type CreateDbOptions, createDb, type Database, toDatabase } from "../create-db";
import { openPglite } from "../pglite/open-pglite";
import { createCopy } from "./prepare-template";
import type { PostgresSource } from "./source";
import "./global-setup";

/** For tests of the embedded engine itself: what makes it a migrated, empty database. Null on a server. */
export function embeddedSource(): { dump: string; startParams: string[] } | null {
  const source = inject("pfnTestDatabase");
  return source.engine === "pglite" ? { dump: source.file, startParams: SMALL_MEMORY } : null;
}

/** Starting takes half as long without the usual 128 MB of buffers. */
const SMALL_MEMORY = [...PGlite.defaultStartParams, "-c", "shared_buffers=8MB"];

type TestDbOptions = Pick<CreateDbOptions, "onStatement" | "poolSize">;

/**
 * A migrated, empty database of the test file's own, on the engine of this run. Close it at the end.
 *
 * @example
 * const db = await createTestDb();
 * afterAll(() => db.close());
 */
export async function createTestDb(options: TestDbOptions = {}): Promise<Database> {
  const source = inject("pfnTestDatabase");
  if (source.engine === "postgres") return copyTemplate(source, options);
  return toDatabase(await openPglite({ ...options, dump: source.file, startParams: SMALL_MEMORY }));
}

async function copyTemplate(source: PostgresSource, options: TestDbOptions): Promise<Database> {
  const { url, drop } = await createCopy(source);
  const database = await createDb({ ...options, url });
  return { ...database, close: () => database.close().then(drop) };
}
