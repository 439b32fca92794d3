import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { BackupError } from "./backup-error";
import { checkBackup } from "./read-backup";

/**
 * The name of a backup by schedule. It holds the time in UTC, so names sort by time.
 *
 * @example nameBackup(new Date("2026-11-30T03:00:00Z")) // pfn-2026-11-30T03-00-00.000Z.backup
 */
export const nameBackup = (time: Date): string =>
  `pfn-${time.toISOString().replaceAll(":", "-")}.backup`;

const NAMED_BY_TIME = /^pfn-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.backup$/;

/**
 * Deletes old backups beside the one that was just written, so that `keep` of them remain: the
 * written one, and the newest of the others by their names. It deletes the oldest first, so a kill
 * never leaves fewer.
 *
 * Only complete backups with a name of {@link nameBackup} are counted and deleted. Each is read to
 * its end. Other files, folders and links stay as they are.
 *
 * @param written the path of the new backup
 * @param keep at least 1
 * @returns the names of the deleted files, and of those that hold no complete backup
 * @throws BackupError when `written` is not complete; then nothing was deleted
 */
export async function deleteOldBackups(
  written: string,
  keep: number,
): Promise<{ deleted: string[]; damaged: string[] }> {
  await checkBackup(written);
  const folder = dirname(written);
  const complete: string[] = [];
  const damaged: string[] = [];
  for (const name of await listOthers(written)) {
    const isComplete = await checkBackup(join(folder, name)).then(
      () => true,
      (error: unknown) => {
        if (error instanceof BackupError) return false;
        throw error;
      },
    );
    (isComplete ? complete : damaged).push(name);
  }
  const deleted = complete.slice(0, Math.max(0, complete.length - (keep - 1)));
  for (const name of deleted) await rm(join(folder, name), { force: true });
  return { deleted, damaged };
}

/** Lists the other files with a name of {@link nameBackup}, the oldest first. */
async function listOthers(written: string): Promise<string[]> {
  const entries = await readdir(dirname(written), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && NAMED_BY_TIME.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => name !== basename(written))
    .toSorted();
}
