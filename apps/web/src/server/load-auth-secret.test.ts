import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadAuthSecret } from "./load-auth-secret";

let dataDir: string;

beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), "pfn-secret-")), "data");
});
afterEach(() => rm(join(dataDir, ".."), { recursive: true, force: true }));

describe("loadAuthSecret", () => {
  it("uses the configured secret and writes nothing", async () => {
    expect(await loadAuthSecret("a configured one", dataDir)).toBe("a configured one");
    await expect(stat(dataDir)).rejects.toThrow();
  });

  it("generates a secret of 384 bits that only its owner can read, and keeps it", async () => {
    const secret = await loadAuthSecret(undefined, dataDir);
    expect(Buffer.from(secret, "base64url")).toHaveLength(48);
    expect((await stat(join(dataDir, "auth-secret"))).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect(await loadAuthSecret(undefined, dataDir)).toBe(secret);
  });

  it("gives processes that start together one secret, and leaves no drafts behind", async () => {
    const secrets = await Promise.all(
      Array.from({ length: 20 }, () => loadAuthSecret(undefined, dataDir)),
    );
    expect(new Set(secrets)).toEqual(
      new Set([await readFile(join(dataDir, "auth-secret"), "utf8").then((text) => text.trim())]),
    );
    expect(await readdir(dataDir)).toEqual(["auth-secret"]);
  });

  it("takes back permissions that a copy has widened", async () => {
    const secret = await loadAuthSecret(undefined, dataDir);
    await chmod(join(dataDir, "auth-secret"), 0o644);
    expect(await loadAuthSecret(undefined, dataDir)).toBe(secret);
    expect((await stat(join(dataDir, "auth-secret"))).mode & 0o777).toBe(0o600);
  });

  it.each(["", "short", `${"x".repeat(63)}\n`, "two\nlines"])(
    "refuses a file that holds %j, and leaves it as it is",
    async (text) => {
      await loadAuthSecret(undefined, dataDir);
      const path = join(dataDir, "auth-secret");
      await writeFile(path, text);
      await expect(loadAuthSecret(undefined, dataDir)).rejects.toThrow(
        /auth-secret does not hold a secret/,
      );
      expect(await readFile(path, "utf8")).toBe(text);
    },
  );
});
