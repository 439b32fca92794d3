import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeWritable } from "./make-writable";
import { StartError } from "./start-error";

/**
 * The secret that signs session cookies: the configured one, or one that is generated once and kept
 * in `<dataDir>/auth-secret`, readable by its owner alone. Processes that start at the same time
 * agree on one secret.
 *
 * @returns at least 32 bytes of text
 * @throws StartError when the file holds anything else than what was generated
 */
export async function loadAuthSecret(
  configured: string | undefined,
  dataDir: string,
): Promise<string> {
  if (configured !== undefined) return configured;
  const path = join(dataDir, "auth-secret");
  const secret = await readOrCreate(path).catch((error: unknown) => {
    throw new StartError(
      `The secret in ${dataDir} can be neither read nor created ` +
        `(${error instanceof Error ? error.message : error}): ${makeWritable()}`,
      { cause: error },
    );
  });
  if (/^[\w-]{64}$/.test(secret)) return secret;
  throw new StartError(
    `${path} does not hold a secret that pfn generated: ` +
      "restore it from a backup, or delete it (everybody then has to sign in again).",
  );
}

async function readOrCreate(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  return (await readIfPresent(path)) ?? (await createOnce(path));
}

async function readIfPresent(path: string): Promise<string | null> {
  try {
    const secret = await readFile(path, "utf8");
    // A copy or a restored backup may have lost its permissions on the way.
    await chmod(path, 0o600);
    return secret.trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/**
 * The file appears under its name only once it is complete, and only for the first process; the
 * others read that one's.
 */
async function createOnce(path: string): Promise<string> {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(`${randomBytes(48).toString("base64url")}\n`);
    await file.sync();
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } finally {
    await file.close();
    await unlink(draft);
  }
  return (await readFile(path, "utf8")).trim();
}
