import { randomBytes } from "node:crypto";
import pg from "pg";
import { createDb } from "../create-db";
import type { PostgresSource, Prepared } from "./source";

/** Migrates a new database on the server. Copies have its name and a suffix. */
export async function prepareTemplate(url: string): Promise<Prepared> {
  const template = `pfn_test_${randomBytes(6).toString("hex")}`;
  await runOnServer(url, `create database ${template}`);
  const database = await createDb({ url: withDatabase(url, template) });
  await database.migrate();
  await database.close();
  return { source: { engine: "postgres", url, template }, remove: () => dropAll(url, template) };
}

/** Makes a database on the server, and a function that drops it. Unless empty, it is a copy. */
export async function createCopy({ url, template }: PostgresSource, { isEmpty = false } = {}) {
  const name = `${template}_${randomBytes(6).toString("hex")}`;
  await runOnServer(url, `create database ${name} template ${isEmpty ? "template0" : template}`);
  // `if exists`, because two calls of `close` may both drop it.
  const drop = async () => {
    await runOnServer(url, `drop database if exists ${name} with (force)`);
  };
  return { url: withDatabase(url, name), drop };
}

/** The same server and user, another database. */
function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Runs one statement in the database that DATABASE_URL names. */
async function runOnServer<Row extends pg.QueryResultRow>(
  url: string,
  sql: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function dropAll(url: string, template: string): Promise<void> {
  const databases = await runOnServer<{ datname: string }>(
    url,
    `select datname from pg_database where starts_with(datname, '${template}')`,
  );
  for (const { datname } of databases)
    await runOnServer(url, `drop database if exists ${datname} with (force)`);
}
