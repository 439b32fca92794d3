import { randomBytes } from "node:crypto";
import pg from "pg";
import type { Connection, Engine, Statement } from "./engine";
import { createMigrationAdapter, createPostgresAdapter } from "./postgres-adapter";
import { createClientClass } from "./primary-client";
import { findPrimary } from "./server-addresses";
import { NO_URGENCY } from "./urgency";
import { watchServer } from "./watch-server";
import { withDeadline } from "./with-deadline";

/**
 * The advisory lock of the process that migrates: "pfn" read as a number. The schema engine has its
 * own lock, but waits for it only ten seconds.
 */
export const MIGRATION_LOCK = 0x70666e;

/** A restore recognizes the connections of a running pfn by this name. */
const APPLICATION = `pfn ${randomBytes(4).toString("hex")}`;

/**
 * The server ends each of its waits itself (F2). When the server is frozen, `watchServer` ends
 * ours.
 */
const limitsOf = (patience: number) => ({
  statement_timeout: 5_000 * patience,
  lock_timeout: 5_000 * patience,
  idle_in_transaction_session_timeout: 10_000 * patience,
});

export interface PostgresOptions {
  url: string;
  poolSize?: number | undefined;
  patience?: number | undefined;
  onStatement?: ((sql: string) => void) | undefined;
}

type ClientClass = ReturnType<typeof createClientClass>;

/**
 * Connects to PostgreSQL. Of several servers it finds the primary, and follows it when that
 * changes. The first statement opens the first connection.
 */
export async function openPostgres({
  url,
  poolSize = 10,
  patience = 1,
  onStatement,
}: PostgresOptions): Promise<Engine> {
  const servers = await findPrimary(inUtc(url), patience);
  const Client = createClientClass(servers, limitsOf(patience));
  const Unlimited = createClientClass(servers);
  const settings = {
    fallback_application_name: APPLICATION,
    connectionTimeoutMillis: 2_000 * patience,
  };
  const pool = new pg.Pool({ ...settings, Client, max: poolSize, keepAlive: true });
  // A broken idle connection has left the pool already. Without a listener the event would end the
  // process.
  pool.on("error", () => undefined);
  watchServer(pool, { patience, ask: () => ask(Client, settings, patience) });
  if (onStatement) pool.on("connect", (client) => observe(client, onStatement));
  let closing: Promise<void> | undefined;
  return {
    name: "postgres",
    patience,
    adapter: createPostgresAdapter(pool),
    urgency: NO_URGENCY,
    query: (statement) => query(pool, statement, patience),
    ping: async () => {
      const ping = { name: "pfn_ping", text: "select 1", values: [], withinMs: 2_900 };
      await query(pool, ping, patience);
    },
    whileMigrating: (work) => whileMigrating(Unlimited, work),
    withConnection: (work) => withConnection(Unlimited, work),
    poolState: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => {
      servers.close();
      closing ??= pool.end();
      return closing;
    },
  };
}

/**
 * Sets the session's time zone to UTC. Prisma writes and reads timestamps without an offset, so
 * another zone would shift them.
 */
function inUtc(url: string): string {
  const utc = encodeURIComponent("-c TimeZone=UTC");
  if (/[?&]options=/.test(url)) return url.replace(/([?&]options=[^&]*)/, `$1%20${utc}`);
  return `${url}${url.includes("?") ? "&" : "?"}options=${utc}`;
}

function observe(client: pg.ClientBase, onStatement: (sql: string) => void): void {
  client.query = new Proxy(client.query, {
    apply(target, self, [statement, ...rest]: [string | { text: string }, ...unknown[]]) {
      onStatement(typeof statement === "string" ? statement : statement.text);
      return Reflect.apply(target, self, [statement, ...rest]);
    },
  });
}

/** Asks the server over a new connection. Rejects within 4 s when there is no reply. */
async function ask(
  Client: ClientClass,
  settings: pg.ClientConfig,
  patience: number,
): Promise<void> {
  const client = new Client({ ...settings, query_timeout: 2_000 * patience });
  try {
    await client.connect();
  } finally {
    // On a frozen server the end may take long.
    void client.end();
  }
}

async function query<Row>(
  pool: pg.Pool,
  { withinMs, isLookup: _, ...statement }: Statement,
  patience: number,
): Promise<Row[]> {
  const started = performance.now();
  const client = await pool.connect();
  try {
    // The author of a statement declares the type of its rows; PostgreSQL cannot check it.
    const { rows } = await withDeadline(
      client.query(statement),
      withinMs * patience - (performance.now() - started),
    );
    client.release();
    return rows as Row[];
  } catch (error) {
    // A connection with a statement under way must not serve another caller.
    client.release(error instanceof Error ? error : true);
    throw error;
  }
}

async function whileMigrating<T>(
  Client: ClientClass,
  work: (adapter: ReturnType<typeof createMigrationAdapter>) => Promise<T>,
): Promise<T> {
  const lock = new Client({ keepAlive: true });
  const pool = new pg.Pool({ Client, max: 2, keepAlive: true });
  pool.on("error", () => undefined);
  try {
    await lock.connect();
    await lock.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await work(createMigrationAdapter(pool));
  } finally {
    await pool.end();
    // Closing the connection releases the lock.
    await lock.end();
  }
}

async function withConnection<T>(
  Client: ClientClass,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const client = new Client({
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    fallback_application_name: APPLICATION,
  });
  await client.connect();
  try {
    // See `query` for the type of rows.
    return await work(async (text, values = []) => (await client.query(text, values)).rows);
  } finally {
    // PostgreSQL rolls back an open transaction of a closed connection.
    await client.end();
  }
}
