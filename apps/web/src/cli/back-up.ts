import { stat } from "node:fs/promises";
import { join } from "node:path";
import { BackupError, deleteOldBackups, nameBackup } from "@pfn/db";
import { withDatabase } from "#server/with-database.ts";
import { count } from "#ui/count.ts";
import { type Given, type Terminal, UsageError } from "./terminal";

/** `pfn backup FILE`, or by schedule `pfn backup --into DIR --keep N` */
export async function backUp(
  terminal: Terminal,
  { operands: [file = ""], options: { into, keep } }: Given,
) {
  if (into !== undefined) return backUpInto(terminal, into, readKeep(keep));
  if (keep !== undefined) throw new UsageError("--keep needs --into DIR");
  await write(terminal, file);
}

async function write({ readEnv, say }: Terminal, file: string): Promise<void> {
  const { rows } = await withDatabase(readEnv(), (database) => database.backUp(file));
  say(
    `Written: ${file} (${count(rows, "row")}). ` +
      "It holds people's finances: keep it where only you can read it.",
  );
}

async function backUpInto(terminal: Terminal, folder: string, keep: number): Promise<void> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  // To make it would fill the wrong disk while the right one is not mounted.
  if (!isFolder)
    throw new BackupError(`There is no folder ${folder}. Make it, or mount the disk it is on.`);
  const file = join(folder, nameBackup(new Date()));
  await write(terminal, file);
  const { deleted, damaged } = await deleteOldBackups(file, keep);
  for (const name of deleted) terminal.say(`Deleted: ${join(folder, name)}.`);
  for (const name of damaged)
    terminal.complain(
      `${join(folder, name)} is no complete backup. It was neither counted nor deleted: ` +
        "look at the disk, then delete it.",
    );
}

function readKeep(keep: string | undefined): number {
  if (keep === undefined) throw new UsageError("--into needs --keep N");
  if (!/^[1-9]\d{0,3}$/.test(keep))
    throw new UsageError("--keep takes a whole number from 1 to 9999");
  return Number(keep);
}
