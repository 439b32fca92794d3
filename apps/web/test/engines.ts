import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDb, type Database } from "@pfn/db";
import { afterAll } from "vitest";
import { prepareData } from "./start-pfn";

/** What a server of its own database finds in its environment. */
export type Settings = Record<string, string>;

/** Makes a database without rows that is removed after the file's last test. */
type NewDatabase = () => Promise<Settings>;

const removers: (() => Promise<unknown>)[] = [];

/** A folder that is not there yet, as a new installation has it. */
export async function newFolder(): Promise<Settings> {
  const folder = await mkdtemp(join(tmpdir(), "pfn-data-"));
  removers.push(() => rm(folder, { recursive: true, force: true }));
  return { PFN_DATA_DIR: join(folder, "data") };
}

/** A folder with an empty, migrated database: a start on it takes a third of the time. */
export async function newPglite(): Promise<Settings> {
  const settings = await newFolder();
  await prepareData(settings["PFN_DATA_DIR"] ?? "");
  return settings;
}

/** A database on the server of DATABASE_URL. */
async function newPostgres(): Promise<Settings> {
  const server = await createDb({ url: process.env["DATABASE_URL"] });
  const name = `pfn_web_${randomBytes(6).toString("hex")}`;
  await server.client.$executeRawUnsafe(`create database ${name}`);
  removers.push(async () => {
    await server.client.$executeRawUnsafe(`drop database ${name} with (force)`);
    await server.close();
  });
  const url = new URL(process.env["DATABASE_URL"] ?? "");
  url.pathname = name;
  return { ...(await newFolder()), DATABASE_URL: url.href };
}

/** Looks at a server's database, or changes it, while no server runs. */
export async function inDatabase<T>(
  settings: Settings,
  work: (db: Database["client"]) => Promise<T>,
): Promise<T> {
  const database = await createDb({
    url: settings["DATABASE_URL"],
    dataDir: settings["PFN_DATA_DIR"],
  });
  try {
    return await work(database.client);
  } finally {
    await database.close();
  }
}

/**
 * The engines of this run by their names: the embedded one, and PostgreSQL when DATABASE_URL names
 * a server. For `describe.each`.
 */
export function listEngines(): [name: string, newDatabase: NewDatabase][] {
  afterAll(async () => {
    for (const remove of removers.splice(0).reverse()) await remove();
  });
  const engines: [string, NewDatabase][] = [["PGlite", newPglite]];
  if (process.env["DATABASE_URL"]) engines.push(["PostgreSQL", newPostgres]);
  return engines;
}
