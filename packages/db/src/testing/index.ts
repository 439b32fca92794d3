import { PGlite } from "@electric-sql/pglite";
import { inject } from "vitest";
import { type CreateDbOptions, createDb, type Database, toDatabase } from "../create-db";
import { openPglite } from "../pglite/open-pglite";
import { reuseCopy } from "./reuse-copy";
import { reuseWorker } from "./reuse-worker";
import type { PostgresSource } from "./source";
import "./global-setup";

/**
 * Options that open a migrated, empty database, for tests of the embedded engine itself. Null on a
 * server.
 */
export function embeddedSource(): { dump: string; startParams: string[] } | null {
  const source = inject("pfnTestDatabase");
  return source.engine === "pglite" ? { dump: source.file, startParams: SMALL_MEMORY } : null;
}

/** Without the usual 128 MB of buffers the start takes half as long. */
export const SMALL_MEMORY = [...PGlite.defaultStartParams, "-c", "shared_buffers=8MB"];

export type TestDbOptions = Pick<CreateDbOptions, "onStatement" | "patience" | "poolSize">;

/** A test waits this many times as long as a caller does, unless it is of the limits themselves. */
const PATIENCE = 30;

/**
 * Opens a migrated, empty database for one test file, on the engine of this run. Close it at the
 * end. It is then emptied, and the next test file of the process may get it.
 *
 * @example
 * const db = await createTestDb();
 * afterAll(() => db.close());
 */
export async function createTestDb(given: TestDbOptions = {}): Promise<Database> {
  const options = { patience: PATIENCE, ...given };
  const source = inject("pfnTestDatabase");
  if (source.engine === "postgres") return copyTemplate(source, options);
  return toDatabase(
    await openPglite({
      ...options,
      dump: source.file,
      startParams: SMALL_MEMORY,
      start: reuseWorker,
    }),
  );
}

async function copyTemplate(
  source: PostgresSource,
  { onStatement, ...options }: TestDbOptions,
): Promise<Database> {
  const copy = await reuseCopy(source);
  const database = await createDb({
    ...options,
    url: copy.url,
    onStatement: (sql) => {
      copy.note(sql);
      onStatement?.(sql);
    },
  });
  return { ...database, close: () => database.close().then(copy.giveBack) };
}
