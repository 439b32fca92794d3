import { closeSync, mkdirSync, openSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The part of `fs-native-extensions` used here; it comes without types. */
interface FileLocks {
  /** Takes an exclusive lock on an open file, or answers false when someone else holds one. */
  tryLock(fileDescriptor: number): boolean;
}

/**
 * Another process, or another part of this one, has the data directory open. Nothing in it was
 * touched.
 */
export class DataDirectoryInUseError extends Error {
  override readonly name = "DataDirectoryInUseError";

  constructor(readonly directory: string) {
    const remedy = "stop that one first, or choose another directory";
    super(`The data directory ${directory} is in use by another pfn process: ${remedy}.`);
  }
}

/**
 * Creates `directory` for its owner alone (mode 0700) and takes the one lock there is on it,
 * because two processes in one PGlite directory lose rows that both have acknowledged (F7). The
 * kernel holds the lock for an open file, so it ends with the process however that ends; the file
 * itself stays and means nothing.
 *
 * @returns gives the lock back
 * @throws DataDirectoryInUseError
 */
export function lockDataDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Required here, not imported: it loads machine code that no bundle can hold and that
  // PostgreSQL's users do not need.
  const { tryLock }: FileLocks = createRequire(import.meta.url)("fs-native-extensions");
  const file = openSync(join(directory, "lock"), "a+", 0o600);
  if (!tryLock(file)) {
    closeSync(file);
    throw new DataDirectoryInUseError(directory);
  }
  return () => closeSync(file);
}
