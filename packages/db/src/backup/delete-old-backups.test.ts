import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDb } from "../testing";
import { deleteOldBackups, nameBackup } from "./delete-old-backups";

const folder = await mkdtemp(join(tmpdir(), "pfn-keep-"));
afterAll(() => rm(folder, { recursive: true }));

/** A backup as the product writes it. Each test puts copies of it under other names. */
const real = join(folder, "real");
let bytes: Buffer;
const CHILD = fileURLToPath(new URL("../test/delete-old-backups.ts", import.meta.url));
beforeAll(async () => {
  const database = await createTestDb();
  await database.backUp(real);
  await database.close();
  bytes = await readFile(real);
});

/** What may stand under the name of a backup by schedule, and is none. */
const IMPOSTORS: Record<string, (path: string) => Promise<unknown>> = {
  empty: (path) => writeFile(path, ""),
  "cut off": (path) => writeFile(path, bytes.subarray(0, bytes.length - 20)),
  "of another program": (path) => writeFile(path, gzipSync("something else\n")),
  "of a later format": (path) =>
    writeFile(path, gzipSync(gunzipSync(bytes).toString().replace('"version":1', '"version":2'))),
  "a folder": (path) => mkdir(path),
  "a link": (path) => symlink(real, path),
};

/** Names that a person, or a backup under way, gives to a complete backup. */
const OTHER_NAMES = [
  "pfn-2026-11-24.backup",
  "pfn-2020-01-01T00-00-00.000Z.backup.4711.partial",
  "pfn-2020-01-01T00-00-00.000Z.backup~",
  "before-pfn-2020-01-01T00-00-00.000Z.backup",
  "PFN-2020-01-01T00-00-00.000Z.BACKUP",
  "pfn-2020-01-01T00-00-00.000Z.gz",
];

const nameAt = (minute: number) => nameBackup(new Date(1.7e12 + minute * 60_000));

const kind = fc.oneof(fc.constant("complete"), fc.constantFrom(...Object.keys(IMPOSTORS)));

const situation = fc.record({
  // The first is the new backup. The clock may have gone back since an older one was written.
  backups: fc.uniqueArray(fc.tuple(fc.nat(5_000), kind), {
    minLength: 1,
    maxLength: 12,
    selector: ([minute]) => minute,
  }),
  others: fc.subarray(OTHER_NAMES),
  keep: fc.integer({ min: 1, max: 5 }),
});

/** What stands in a folder, by its name. */
async function contentOf(place: string): Promise<Map<string, string>> {
  const entries = await readdir(place, { withFileTypes: true });
  return new Map(
    await Promise.all(
      entries.map(async (entry) => {
        const content = entry.isFile() ? await readFile(join(place, entry.name), "base64") : "";
        return [entry.name, content] as const;
      }),
    ),
  );
}

describe("O3: of the backups by schedule", () => {
  it("the new one and the newest of the others stay, and nothing else is touched", async () => {
    await fc.assert(
      fc.asyncProperty(situation, async ({ backups, others, keep }) => {
        const place = await mkdtemp(join(folder, "law-"));
        const [written = "", ...older] = backups.map(([minute]) => nameAt(minute));
        const impostors = new Map(
          backups.slice(1).map(([minute, is]) => [nameAt(minute), IMPOSTORS[is]]),
        );
        for (const name of [written, ...older, ...others]) {
          const make = impostors.get(name) ?? ((path: string) => copyFile(real, path));
          await make(join(place, name));
        }
        const before = await contentOf(place);

        const { deleted } = await deleteOldBackups(join(place, written), keep);

        const complete = older.filter((name) => impostors.get(name) === undefined).toSorted();
        const stay = complete.slice(Math.max(0, complete.length - keep + 1));
        // The oldest go first: a kill after any of them leaves more, never fewer.
        expect(deleted).toEqual(complete.slice(0, complete.length - stay.length));
        for (const name of deleted) before.delete(name);
        expect(await contentOf(place)).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it("none goes while the new one is missing or not complete", async () => {
    const place = await mkdtemp(join(folder, "failed-"));
    for (const minute of [1, 2, 3]) await copyFile(real, join(place, nameAt(minute)));
    const written = join(place, nameAt(4));
    await expect(deleteOldBackups(written, 1)).rejects.toThrow("There is no file");
    await IMPOSTORS["cut off"]?.(written);
    const before = await contentOf(place);
    await expect(deleteOldBackups(written, 1)).rejects.toThrow("is damaged or incomplete");
    expect(await contentOf(place)).toEqual(before);
  });

  it("those that are damaged are named, and not counted", async () => {
    const place = await mkdtemp(join(folder, "damaged-"));
    for (const minute of [1, 2, 4]) await copyFile(real, join(place, nameAt(minute)));
    await IMPOSTORS["cut off"]?.(join(place, nameAt(3)));
    expect(await deleteOldBackups(join(place, nameAt(4)), 2)).toEqual({
      deleted: [nameAt(1)],
      damaged: [nameAt(3)],
    });
  });

  it("the newest stay when the process is killed while it deletes", async () => {
    const place = await mkdtemp(join(folder, "killed-"));
    const names = Array.from({ length: 300 }, (_, minute) => nameAt(minute));
    for (const name of names) await copyFile(real, join(place, name));
    const written = join(place, names.at(-1) ?? "");
    const child = spawn(process.execPath, ["--import", "tsx", CHILD, written, "3"]);
    const ended = once(child, "exit");
    while (child.exitCode === null && (await readdir(place)).length === names.length);
    child.kill("SIGKILL");
    await ended;
    const left = (await readdir(place)).toSorted();
    expect(left.length).toBeLessThan(names.length);
    expect(left.length).toBeGreaterThanOrEqual(3);
    expect(left).toEqual(names.slice(-left.length));
    await deleteOldBackups(written, 3);
    expect((await readdir(place)).toSorted()).toEqual(names.slice(-3));
  });
});
