import { randomBytes } from "node:crypto";
import { copyFile, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { nameBackup } from "@pfn/db";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { listEngines, newFolder, newPglite, type Settings } from "./engines";
import { readShownCommand } from "./read-shown-command";
import { runPfn } from "./run-pfn";
import { type PfnProcess, startPfn } from "./start-pfn";
import { ADA, createVisitor } from "./visitor";

const folder = await mkdtemp(join(tmpdir(), "pfn-cli-"));
afterAll(() => rm(folder, { recursive: true, force: true }));
const engines = listEngines();

/** The command as docs/operations.md shows it, with this test's file. */
const shown = (command: string, file: string) =>
  readShownCommand(command).map((word) => (word.endsWith(".backup") ? file : word));

const started: PfnProcess[] = [];
afterEach(async () => {
  for (const pfn of started.splice(0)) await pfn.remove();
});

async function start(settings: Settings): Promise<PfnProcess> {
  const pfn = await startPfn(settings);
  started.push(pfn);
  return pfn;
}

async function stop(pfn: PfnProcess): Promise<void> {
  pfn.child.kill("SIGTERM");
  await pfn.ended;
}

/** Ada with a signed-in browser and a key. */
async function signUp(pfn: PfnProcess) {
  const ada = createVisitor(pfn.url);
  await ada.mutate("profile.signUp", ADA);
  await ada.signIn(ADA);
  const create = async (label: string) => {
    const answer = await ada.mutate("integrationKeys.create", { label, preset: "read-only" });
    const { key, integrationKey } = (await answer.json()).result.data;
    return { key: String(key), id: String(integrationKey.id) };
  };
  return { ada, create };
}

const whoAmI = async ({ url }: PfnProcess, key: string) =>
  (await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } })).status;

describe.each(engines)("O3: backup and restore on %s", (engine, newDatabase) => {
  it("a backup restores everything; an old one revives keys, which revoke-all ends", async () => {
    const settings = {
      ...(await newDatabase()),
      AUTH_SECRET: randomBytes(48).toString("base64url"),
    };
    const file = join(folder, `${engine}.pfn-backup`);
    const first = await start(settings);
    const { ada, create } = await signUp(first);
    const kept = await create("Kept");
    const revoked = await create("Revoked later");
    if (engine === "PGlite") {
      const refused = await runPfn(["backup", file], settings);
      expect(refused).toMatchObject({ status: 1, stdout: "" });
      expect(refused.stderr).toMatch(
        /^pfn: The data directory \S+ is in use by another pfn process: stop .*\n$/,
      );
      await stop(first);
    }
    expect(await runPfn(shown("backup", file), settings)).toMatchObject({ status: 0, stderr: "" });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    if (engine === "PGlite") await start(settings);
    const now = started.at(-1) ?? first;
    const again = createVisitor(now.url);
    again.cookies.set("pfn.session", ada.cookies.get("pfn.session") ?? "");
    expect((await again.mutate("integrationKeys.revoke", { id: revoked.id })).status).toBe(200);
    expect(await whoAmI(now, revoked.key)).toBe(401);
    await stop(now);

    const refused = await runPfn(["restore", file], settings);
    expect(refused.stderr).toMatch(/^pfn: This database has users\. .*--force.*\n$/);
    const target = { ...settings, ...(await newDatabase()) };
    expect(await runPfn(["restore", file], target)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("`pfn revoke-all` ends all of them"),
    });
    const fresh = { ...settings, ...(await newDatabase()) };
    expect((await runPfn(shown("restore", file), fresh)).stdout).toMatch(
      /\n2 keys revoked, 1 login ended\.\n$/,
    );
    const second = await start(target);
    expect(await whoAmI(second, kept.key)).toBe(200);
    expect(await whoAmI(second, revoked.key)).toBe(200);
    await stop(second);

    const ended = await runPfn(["restore", file, "--force", "--revoke-all"], target);
    expect(ended.stdout).toMatch(/\n2 keys revoked, 1 login ended\.\n$/);
    const third = await start(target);
    expect(await whoAmI(third, kept.key)).toBe(401);
    const late = createVisitor(third.url);
    late.cookies.set("pfn.session", ada.cookies.get("pfn.session") ?? "");
    expect((await late.get("/")).status).toBe(307);
    expect((await late.signIn(ADA)).headers.get("location")).toBe("/");
  });
});

/** The rows in a backup, and the line that names the table of each group. */
async function rowsIn(file: string): Promise<string[]> {
  const lines = gunzipSync(await readFile(file))
    .toString()
    .split("\n");
  return lines.slice(1, -2).toSorted();
}

/** From each engine of this run to the other one, or to another database of the only one. */
const drills = engines.map(([from, newSource], at) => {
  const [to, newTarget] = engines[(at + 1) % engines.length] ?? [from, newSource];
  // A machine that takes over has nothing but the backup.
  return [from, to, newSource, to === "PGlite" ? newFolder : newTarget] as const;
});

describe.each(drills)("O3: the restore drill from %s to %s", (from, _, newSource, newTarget) => {
  it("backups by schedule bring back every row and key, and the oldest make room", async () => {
    const place = await mkdtemp(join(folder, "schedule-"));
    const command = readShownCommand("backup --into").map((word) =>
      word.startsWith("/") ? place : word,
    );
    const kept = Number(command.at(-1));
    const AUTH_SECRET = randomBytes(48).toString("base64url");
    const settings = { ...(await newSource()), AUTH_SECRET };
    const first = await start(settings);
    const { ada, create } = await signUp(first);
    const { key } = await create("Agent");
    const account = { name: "Giro", type: "checking", currency: "EUR" };
    expect((await ada.mutate("accounts.create", account)).status).toBe(200);
    if (from === "PGlite") await stop(first);

    expect(await runPfn(command, settings)).toMatchObject({ status: 0, stderr: "" });
    const [made = ""] = await readdir(place);
    const old = Array.from({ length: kept }, (__, day) => nameBackup(new Date(2020, 0, day)));
    for (const name of [...old, "by-hand.backup"])
      await copyFile(join(place, made), join(place, name));
    const away = { ...settings, DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" };
    expect((await runPfn(command, away)).status).toBe(1);
    expect(await readdir(place)).toHaveLength(kept + 2);
    expect(await runPfn(command, settings)).toMatchObject({ status: 0, stderr: "" });
    const left = (await readdir(place)).toSorted();
    expect(left.slice(0, kept)).toEqual(["by-hand.backup", ...old.slice(2), made].toSorted());
    expect(left).toHaveLength(kept + 1);

    if (from !== "PGlite") await stop(first);
    const newest = join(place, left.at(-1) ?? "");
    const target = { ...(await newTarget()), AUTH_SECRET };
    expect(await runPfn(["restore", newest], target)).toMatchObject({ status: 0 });
    const again = join(folder, `again-from-${from}`);
    expect(await runPfn(["backup", again], target)).toMatchObject({ status: 0 });
    expect(await rowsIn(again)).toEqual(await rowsIn(newest));
    expect((await rowsIn(again)).join("")).toContain('"Giro"');
    expect(await whoAmI(await start(target), key)).toBe(200);
  });
});

describe("O3: another AUTH_SECRET", () => {
  it("signs everybody out and leaves keys and passwords as they are", async () => {
    const settings = await newPglite();
    const first = await start({ ...settings, AUTH_SECRET: randomBytes(48).toString("base64url") });
    const { ada, create } = await signUp(first);
    const { key } = await create("Agent");
    await stop(first);
    const second = await start({ ...settings, AUTH_SECRET: randomBytes(48).toString("base64url") });
    const again = createVisitor(second.url);
    again.cookies.set("pfn.session", ada.cookies.get("pfn.session") ?? "");
    expect((await again.get("/")).status).toBe(307);
    expect(await whoAmI(second, key)).toBe(200);
    expect((await again.signIn(ADA)).headers.get("location")).toBe("/");
    expect((await again.get("/")).status).toBe(200);
  });
});
