import { join, resolve } from "node:path";
import type { Engine, Connection as SoleConnection, Statement } from "../engine";
import { lockDataDirectory } from "../lock-data-directory";
import { createUrgency } from "../urgency";
import { withDeadline } from "../with-deadline";
import {
  type Ask,
  type Connection,
  type ConnectionLimits,
  createConnection,
  limitsOf,
  NO_LIMITS,
} from "./connection";
import { DatabaseLostError } from "./database-lost-error";
import { type KeptWorker, keepWorker } from "./keep-worker";
import type { Question, WorkerSettings } from "./messages";
import { createPgliteAdapter } from "./pglite-adapter";
import type { StartWorker } from "./start-worker";
import { OneByOne, type Turns } from "./turns";

/**
 * The locale of a new database. With PGlite's own default, the plain C locale, LOWER and ILIKE
 * would treat É and é as different letters.
 */
export const UNICODE_LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"];

export interface PgliteEngineOptions
  extends Partial<Pick<WorkerSettings, "dump" | "startParams" | "initParams">> {
  /** The data directory. Unless set, the database is in memory and ends with the process. */
  dataDir?: string | undefined;
  onStatement?: ((sql: string) => void) | undefined;
  limits?: ConnectionLimits;
  patience?: number | undefined;
  /** Starts the thread. Tests set it to use a thread again. */
  start?: StartWorker;
}

/** Starts PostgreSQL in a thread of this process. */
export async function openPglite({
  dataDir,
  onStatement,
  patience = 1,
  limits = limitsOf(patience),
  start,
  ...settings
}: PgliteEngineOptions): Promise<Engine> {
  const directory = dataDir === undefined ? undefined : resolve(dataDir);
  const unlock = directory === undefined ? () => undefined : lockDataDirectory(directory);
  const urgency = createUrgency(() => turns.next());
  const turns: Turns = new OneByOne({
    isUrgent: urgency.isPressing,
    onOverdue: () => worker.cutOff(),
  });
  const worker = await keepWorker(
    {
      dump: undefined,
      startParams: undefined,
      initParams: UNICODE_LOCALE,
      ...settings,
      directory: directory && join(directory, "postgres"),
    },
    { onLost: (reason) => turns.stop(reason), onBack: () => turns.resume(), start },
  ).catch((error: unknown) => {
    unlock();
    throw error;
  });
  const ask = onStatement ? observe(worker.ask, onStatement) : worker.ask;
  return {
    ...createEngine({ turns, ask, limits, patience }),
    urgency,
    close: createClose(worker, turns, unlock),
  };
}

interface Parts {
  turns: Turns;
  ask: Ask;
  limits: ConnectionLimits;
  patience: number;
}

function createEngine(parts: Parts): Omit<Engine, "urgency" | "close"> {
  const { turns, ask, patience } = parts;
  const connection = createConnection(parts);
  const unlimited = createPgliteAdapter(createConnection({ turns, ask, limits: NO_LIMITS }));
  return {
    name: "pglite",
    patience,
    adapter: createPgliteAdapter(connection),
    query: <Row>(statement: Statement) => query<Row>(statement, parts, connection),
    ping: async () => {
      // A busy database counts as alive: work that takes too long ends it.
      if (turns.hasAnswered(ALIVE_FOR_MS)) return;
      await turns.pass(() => ask(PING), { ...parts.limits.ordinary, withinMs: 2_900 * patience });
    },
    // The lock on the directory already keeps every other process away.
    whileMigrating: (work) => work(unlimited),
    withConnection: (work) => withConnection(parts, work),
    poolState: () => null,
  };
}

/** A transaction may leave its connection unused for this long. */
const ALIVE_FOR_MS = 10_000;

const PING: Question = { kind: "query", text: "select 1", values: [] };

/** The author of a statement declares the type of its rows; PostgreSQL cannot check it. */
async function query<Row>(
  { text, values, withinMs: usualMs, isLookup }: Statement,
  { turns, ask, limits, patience }: Parts,
  connection: Connection,
): Promise<Row[]> {
  const withinMs = usualMs * patience;
  if (isLookup) {
    const look = (isBetween: boolean) =>
      ask({ kind: isBetween ? "queryBetween" : "query", text, values });
    return (await turns.pass(look, { withinMs, runMs: limits.ordinary.runMs })) as Row[];
  }
  return (await withDeadline(
    connection.ask({ kind: "query", text, values }, withinMs),
    withinMs,
  )) as Row[];
}

/** Holds the one connection until `work` is done. */
async function withConnection<T>(
  { turns, ask }: Parts,
  work: (connection: SoleConnection) => Promise<T>,
): Promise<T> {
  const hold = await turns.take({ ...NO_LIMITS.ordinary, isUrgent: false, letsLookupsPass: false });
  const run = (question: Question) => hold.run(() => ask(question));
  try {
    return await work(
      // See `query` for the type of rows.
      async <Row>(text: string, values: unknown[] = []) =>
        (await run({ kind: "query", text, values })) as Row[],
    );
  } finally {
    // Outside a transaction this only makes PostgreSQL warn.
    await run({ kind: "script", text: "rollback" });
    hold.giveBack();
  }
}

/** Closing waits for the work under way. Later calls get a DatabaseLostError. */
function createClose(worker: KeptWorker, turns: Turns, unlock: () => void): () => Promise<void> {
  let closing: Promise<void> | undefined;
  const close = async () => {
    // A lost database has nothing to finish.
    await turns
      .take({ ...NO_LIMITS.ordinary, isUrgent: false, letsLookupsPass: false })
      .catch(() => undefined);
    turns.stop(new DatabaseLostError("The database is closed"));
    await worker.close();
  };
  return () => {
    closing ??= close().finally(unlock);
    return closing;
  };
}

function observe(ask: Ask, onStatement: (sql: string) => void): Ask {
  return (question) => {
    if ("query" in question) onStatement(question.query.sql);
    else if ("text" in question) onStatement(question.text);
    return ask(question);
  };
}
