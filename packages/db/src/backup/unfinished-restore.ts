import type { Connection, Engine } from "../engine";
import { BackupError } from "./backup-error";

/**
 * The schema in which the database that is being replaced waits until the restore has succeeded.
 */
export const BEFORE = "pfn_before_restore";

/** Whether a restore runs at this moment, or did not come to its end. */
export async function isRestoreUnfinished(connection: Connection): Promise<boolean> {
  const [found] = await connection<{ is: boolean }>(
    "select to_regnamespace($1) is not null as is",
    [BEFORE],
  );
  return found?.is === true;
}

/**
 * What an unfinished restore has made so far is neither the old ledger nor the new one, and may
 * have nobody in it: a server on it would open sign-up to the first stranger (O3).
 *
 * @throws BackupError
 */
export async function refuseUnfinishedRestore(engine: Engine): Promise<void> {
  if (!(await engine.withConnection(isRestoreUnfinished))) return;
  throw new BackupError(
    "A restore of this database is under way or was broken off: wait for it, or repeat it with `pnpm pfn restore FILE` and the options that it had.",
  );
}
