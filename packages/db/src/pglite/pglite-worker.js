import { openAsBlob } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { messages, PGlite } from "@electric-sql/pglite";
import { isDriverAdapterError } from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";

// The thread of the embedded database. PostgreSQL blocks its thread while a statement runs, so
// nothing else runs here. The file is plain JavaScript, because Node must be able to read it in
// every way of starting this project.

/** The fields of a PostgreSQL error besides its message. */
const FIELDS = /** @type {const} */ ([
  "code",
  "severity",
  "detail",
  "hint",
  "column",
  "constraint",
  "table",
  "schema",
]);

/** @type {import("./messages").WorkerSettings} */
const settings = workerData;
const port = parentPort;
if (port === null) throw new Error("This file is the entry of a worker");

const database = await PGlite.create({
  pgliteWasmModule: settings.program,
  initDbStartParams: settings.initParams,
  ...(settings.startParams && { startParams: settings.startParams }),
  ...(settings.directory && { dataDir: settings.directory }),
  ...(settings.dump && { loadDataDir: await openAsBlob(settings.dump) }),
});
// Prisma writes and reads timestamps without an offset, so the session must be in UTC.
await database.exec("SET TIME ZONE 'UTC'");
// The published adapter converts values, rows and errors.
const prisma = await new PrismaPGlite(database).connect();

port.on("message", async (/** @type {import("./messages").Question} */ question) => {
  port.postMessage(await answer(question));
});
port.postMessage("ready");

/**
 * @param {import("./messages").Question} question
 * @returns {Promise<import("./messages").Answer>}
 */
async function answer(question) {
  try {
    return { value: await ask(question) };
  } catch (error) {
    return { error: carry(error) };
  }
}

/**
 * @param {import("./messages").Question} question
 * @returns {Promise<unknown>}
 */
async function ask(question) {
  switch (question.kind) {
    case "queryRaw":
      return prisma.queryRaw(question.query);
    case "executeRaw":
      return prisma.executeRaw(question.query);
    case "query":
      return (await database.query(question.text, question.values)).rows;
    case "queryBetween":
      return between(async () => (await database.query(question.text, question.values)).rows);
    case "queryRawBetween":
      return between(() => prisma.queryRaw(question.query));
    case "script":
      await database.exec(question.text);
      return null;
    case "close":
      return database.close();
  }
}

/**
 * Runs `read` in a savepoint, because a statement that fails would abort the other caller's
 * transaction.
 *
 * @template T
 * @param {() => Promise<T>} read
 * @returns {Promise<T>}
 */
async function between(read) {
  await database.exec("SAVEPOINT pfn_between");
  try {
    return await read();
  } catch (error) {
    await database.exec("ROLLBACK TO SAVEPOINT pfn_between");
    throw error;
  } finally {
    await database.exec("RELEASE SAVEPOINT pfn_between");
  }
}

/**
 * @param {unknown} error
 * @returns {import("./messages").CarriedError}
 */
function carry(error) {
  if (!(error instanceof Error))
    return { message: String(error), stack: undefined, driver: undefined, fields: undefined };
  const { message, stack } = error;
  const driver = isDriverAdapterError(error) ? error.cause : undefined;
  return { message, stack, driver, fields: fieldsOf(error) };
}

/** @param {Error} error */
function fieldsOf(error) {
  if (!(error instanceof messages.DatabaseError)) return undefined;
  return Object.fromEntries(
    FIELDS.flatMap((name) => (error[name] === undefined ? [] : [[name, error[name]]])),
  );
}
