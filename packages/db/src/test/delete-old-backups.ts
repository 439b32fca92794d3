import { deleteOldBackups } from "../backup/delete-old-backups";

// A process for tests: deletes old backups beside the one that is named on the command line.

const [written = "", keep = ""] = process.argv.slice(2);
await deleteOldBackups(written, Number(keep));
