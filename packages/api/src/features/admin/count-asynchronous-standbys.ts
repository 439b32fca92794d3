import { type Db, databaseErrorKind } from "@pfn/db";

/**
 * Counts the standbys that follow this database while no write waits for one. Null when the role
 * may not see them: a warning that cannot be given must not take the page with it.
 */
export async function countAsynchronousStandbys(db: Db): Promise<number | null> {
  try {
    // Every role sees the rows, and few see what is in them.
    const rows = await db.$queryRaw<{ count: number }[]>`
      select count(*)::int as count from pg_stat_replication
      where current_setting('synchronous_standby_names') = '' and state is distinct from 'backup'`;
    return rows[0]?.count ?? null;
  } catch (error) {
    if (databaseErrorKind(error) === "unavailable") throw error;
    return null;
  }
}
