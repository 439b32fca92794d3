import type { Database } from "@pfn/db";
import type { Env } from "../env";
import { count } from "../ui/count";
import { connectDatabase } from "./connect-database";
import { StartError } from "./start-error";

/**
 * Opens the embedded database or PostgreSQL and brings it up to date.
 *
 * @param say prints a progress line
 * @throws StartError when the database cannot be reached, is in use by another process, or cannot be migrated
 */
export async function openDatabase(env: Env, say: (line: string) => void): Promise<Database> {
  const database = await connectDatabase(env);
  try {
    const pending = await database.pendingMigrations();
    if (pending.length > 0) say(`Preparing the database (${count(pending.length, "migration")}) …`);
    await database.migrate();
    return database;
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error instanceof Error && error.name === "MigrationError"
      ? new StartError(`The database cannot be migrated: ${error.message}`, { cause: error })
      : error;
  }
}
