import type { Database } from "@pfn/db";
import { count } from "#ui/count.ts";
import { connectDatabase } from "./connect-database";
import type { Env } from "./env";
import { StartError } from "./start-error";

/**
 * Opens the embedded database or PostgreSQL and brings it up to date.
 *
 * @param say prints a progress line
 * @throws StartError when the database cannot be reached, is in use by another process, cannot be
 *   migrated, or is being restored
 */
export async function openDatabase(env: Env, say: (line: string) => void): Promise<Database> {
  const database = await connectDatabase(env);
  try {
    const pending = await database.pendingMigrations();
    if (pending.length > 0) {
      say(`Preparing the database (${count(pending.length, "migration")}) …`);
    }
    await database.migrate();
    return database;
  } catch (error) {
    await database.close().catch(() => undefined);
    throw toStartError(error);
  }
}

function toStartError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === "BackupError") return new StartError(error.message, { cause: error });
  if (error.name !== "MigrationError") return error;
  return new StartError(`The database cannot be migrated: ${error.message}`, { cause: error });
}
