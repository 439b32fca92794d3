import type { Database } from "@pfn/db";
import { connectDatabase } from "./connect-database";
import type { Env } from "./env";

/**
 * Opens the database that the server would use, hands it to `work` and closes it. Nothing is
 * migrated.
 *
 * @throws StartError when it cannot be reached or another process has it
 */
export async function withDatabase<Result>(
  env: Env,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await connectDatabase(env);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
