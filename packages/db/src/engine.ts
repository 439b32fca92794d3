import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { Urgency } from "./urgency";

/** One hand-written statement. `name` lets PostgreSQL keep its plan on the connection. */
export interface Statement {
  name: string;
  text: string;
  values: unknown[];
  /** Milliseconds until the statement is given up, including the wait for a connection. */
  withinMs: number;
  /**
   * The statement only reads who is calling (users, logins, keys). An engine with one connection
   * may run it inside a transaction that writes none of these.
   */
  isLookup?: boolean;
}

/** Connections in use, idle connections, and statements that wait for a connection. */
export interface PoolState {
  busy: number;
  idle: number;
  waiting: number;
}

/** Runs one statement on a connection that the caller holds. */
export type Connection = <Row>(text: string, values?: unknown[]) => Promise<Row[]>;

/** What this package needs from PGlite or PostgreSQL. Everything else goes through Prisma. */
export interface Engine {
  name: "pglite" | "postgres";
  /** How many times as long as usual all time limits are. */
  patience: number;
  /** Gives Prisma the connections that `query` uses. */
  adapter: SqlMigrationAwareDriverAdapterFactory;
  urgency: Urgency;
  /** Runs one statement outside any transaction. */
  query<Row>(statement: Statement): Promise<Row[]>;
  /** Rejects within 3 s when the database does not answer. */
  ping(): Promise<void>;
  /**
   * Runs `work` over connections without time limits. Only one process that uses this database does
   * so at a time (O4).
   */
  whileMigrating<T>(
    work: (adapter: SqlMigrationAwareDriverAdapterFactory) => Promise<T>,
  ): Promise<T>;
  /**
   * Runs `work` over a connection of its own, without time limits. What `work` does not commit is
   * rolled back.
   */
  withConnection<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** The connections at this moment. Null for an engine that has no pool. */
  poolState(): PoolState | null;
  /** Ends every connection. Calling it again does nothing. */
  close(): Promise<void>;
}
