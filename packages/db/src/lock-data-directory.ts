import { closeSync, mkdirSync, openSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The part of `fs-native-extensions` that is used here. The package has no types. */
interface FileLocks {
  /** Locks an open file. Returns false when another process holds the lock. */
  tryLock(fileDescriptor: number): boolean;
}

/**
 * Another process, or another part of this one, has the data directory open. It was not touched.
 */
export class DataDirectoryInUseError extends Error {
  override readonly name = "DataDirectoryInUseError";

  constructor(readonly directory: string) {
    const remedy = "stop that one first, or choose another directory";
    super(`The data directory ${directory} is in use by another pfn process: ${remedy}.`);
  }
}

/**
 * Creates `directory` with mode 0700 and locks it. Two processes in one PGlite directory would lose
 * rows that both have acknowledged (F7). The kernel ties the lock to the open file, so it ends with
 * the process in every case. The file stays and means nothing.
 *
 * @returns a function that unlocks the directory
 * @throws DataDirectoryInUseError
 */
export function lockDataDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Required here, not imported: it loads machine code, which cannot be bundled and which users of
  // PostgreSQL do not need.
  const { tryLock }: FileLocks = createRequire(import.meta.url)("fs-native-extensions");
  const file = openSync(join(directory, "lock"), "a+", 0o600);
  if (!tryLock(file)) {
    closeSync(file);
    throw new DataDirectoryInUseError(directory);
  }
  return () => closeSync(file);
}
