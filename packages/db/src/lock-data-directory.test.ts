import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { createDb } from "./create-db";
import { DataDirectoryInUseError } from "./lock-data-directory";
import { openPglite } from "./pglite/open-pglite";
import { embeddedSource } from "./testing";

const parent = await mkdtemp(join(tmpdir(), "pfn-lock-"));
afterAll(() => rm(parent, { recursive: true }));

/** A data directory with a database: to make each of them anew takes much longer. */
async function makeDataDir(name: string): Promise<string> {
  const template = join(parent, "template");
  if (!existsSync(template)) {
    const engine = await openPglite({ dataDir: template, ...embeddedSource() });
    await engine.close();
  }
  const dataDir = join(parent, name);
  await cp(template, dataDir, { recursive: true });
  return dataDir;
}

/** Starts another process that opens the directory, see test/hold-data-directory.ts. */
function startHolder(dataDir: string): ChildProcess {
  const script = fileURLToPath(new URL("test/hold-data-directory.ts", import.meta.url));
  return spawn(process.execPath, ["--import", "tsx", script, dataDir], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Reads the holder's output until it has added `count` users. Returns the last number. */
async function waitForPeople({ stdout }: ChildProcess, count: number): Promise<number> {
  if (!stdout) throw new Error("The holder has no output");
  for await (const line of createInterface({ input: stdout })) {
    if (Number(line) >= count) return Number(line);
  }
  throw new Error("The holder ended early");
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = "";
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}

describe("F7: the data directory", () => {
  it("belongs to one process and one user: another process is told so in one line", async () => {
    const dataDir = await makeDataDir("shared");
    const db = await createDb({ dataDir });
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    const before = await readdir(dataDir, { recursive: true });
    const second = startHolder(dataDir);
    const [said, [exitCode]] = await Promise.all([textOf(second.stderr), once(second, "exit")]);
    expect(exitCode).toBe(1);
    expect(said).toBe(
      `DataDirectoryInUseError: The data directory ${dataDir} is in use by another pfn process: ` +
        "stop that one first, or choose another directory.\n",
    );
    expect(await readdir(dataDir, { recursive: true })).toEqual(before);
    await expect(db.ping()).resolves.toBeUndefined();
    await db.close();
  });

  it("is refused to a second opening in the process, until the first is closed", async () => {
    const dataDir = await makeDataDir("same");
    const db = await createDb({ dataDir });
    await expect(createDb({ dataDir })).rejects.toThrow(DataDirectoryInUseError);
    await expect(createDb({ dataDir: join(dataDir, "..", "same") })).rejects.toThrow(
      DataDirectoryInUseError,
    );
    await db.close();
    const again = await createDb({ dataDir });
    await again.close();
  });

  it("F6: opens at once after kill -9, with every row that had been acknowledged", async () => {
    const dataDir = await makeDataDir("killed");
    const holder = startHolder(dataDir);
    const acknowledged = await waitForPeople(holder, 25);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    const db = await createDb({ dataDir });
    expect(await db.pendingMigrations()).toEqual([]);
    expect(await db.client.user.count()).toBeGreaterThanOrEqual(acknowledged);
    expect(
      await db.client.user.findUnique({ where: { email: `person-${acknowledged}@example.org` } }),
    ).not.toBeNull();
    await db.close();
  });

  it("is free again when what lies in it could not be opened", async () => {
    const dataDir = await makeDataDir("broken");
    const [database, aside] = [join(dataDir, "postgres"), join(parent, "aside")];
    await rename(database, aside);
    await writeFile(database, "a file where the database should be");
    await expect(createDb({ dataDir })).rejects.not.toThrow(DataDirectoryInUseError);
    await rm(database);
    await rename(aside, database);
    const db = await createDb({ dataDir });
    await db.close();
  });
});
