import type { Connection, Engine } from "../engine";
import { BackupError } from "./backup-error";

/** The schema that keeps the replaced database until the restore has succeeded. */
export const BEFORE = "pfn_before_restore";

/** Returns whether a restore is running or did not finish. */
export async function isRestoreUnfinished(connection: Connection): Promise<boolean> {
  const [found] = await connection<{ is: boolean }>(
    "select to_regnamespace($1) is not null as is",
    [BEFORE],
  );
  return found?.is === true;
}

/**
 * Refuses a database with an unfinished restore. It may have no users yet, and a server on it would
 * let the first stranger sign up as administrator (O3).
 *
 * @throws BackupError
 */
export async function refuseUnfinishedRestore(engine: Engine): Promise<void> {
  if (!(await engine.withConnection(isRestoreUnfinished))) return;
  throw new BackupError(
    "A restore of this database is running or was broken off. Wait for it, or repeat it with " +
      "`pnpm pfn restore FILE` and the same options.",
  );
}
