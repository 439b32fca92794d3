import { createDb, type Database, readAddresses, UnfitServerError } from "@pfn/db";
import type { Env } from "./env";
import { makeWritable } from "./make-writable";
import { StartError } from "./start-error";

/** What the reasons mean that PostgreSQL and the network give most often. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "its host name is unknown",
  EAI_AGAIN: "its host name cannot be resolved",
  EHOSTUNREACH: "there is no way to its host",
  ETIMEDOUT: "it did not answer",
  ECONNRESET: "it closed the connection",
  "57014": "it did not answer in time",
  "57P03": "it is still starting",
  "28P01": "it refused the password",
  "28000": "it refused the user",
  "3D000": "it has no database of that name",
};

/**
 * Opens the embedded database or PostgreSQL and checks that it works. Nothing is migrated.
 *
 * @throws StartError when it cannot be reached, or another process has it
 */
export async function connectDatabase(env: Env): Promise<Database> {
  const database = await open(env);
  try {
    await database.ping();
    return database;
  } catch (error) {
    await database.close().catch(() => undefined);
    throw unreachable(env, error);
  }
}

async function open(env: Env): Promise<Database> {
  try {
    return await createDb({ url: env.databaseUrl, dataDir: env.dataDir });
  } catch (error) {
    if (error instanceof Error && error.name === "DataDirectoryInUseError")
      throw new StartError(error.message, { cause: error });
    throw env.databaseUrl === undefined ? broken(env, error) : unreachable(env, error);
  }
}

function broken(env: Env, error: unknown): StartError {
  return new StartError(
    `The embedded database in ${env.dataDir} cannot be opened (${message(error)}): ` +
      `restore a backup, or ${makeWritable()}`,
    { cause: error },
  );
}

function unreachable(env: Env, error: unknown): StartError {
  if (env.databaseUrl === undefined) return broken(env, error);
  const servers = readAddresses(env.databaseUrl).map((address) => new URL(address));
  const hosts = servers.map(({ host }) => host).join(",");
  const why =
    error instanceof UnfitServerError
      ? error.message
      : `${reason(error)}. Start it, or correct DATABASE_URL.`;
  return new StartError(
    `The database in DATABASE_URL (${hosts}${servers[0]?.pathname}) cannot be used: ${why}`,
    { cause: error },
  );
}

/**
 * The network's or PostgreSQL's code sits on the error, on one of several tried addresses, or on a
 * cause.
 */
function reason(error: unknown): string {
  for (
    let at: unknown = error;
    at instanceof Error;
    at = at instanceof AggregateError ? at.errors[0] : at.cause
  ) {
    if ("code" in at && typeof at.code === "string")
      return REASONS[at.code] ?? `${message(at)} (${at.code})`;
  }
  return message(error);
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
