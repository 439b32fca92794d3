import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { Urgency } from "./urgency";

/** One hand-written statement. `name` lets PostgreSQL keep its plan on the connection. */
export interface Statement {
  name: string;
  text: string;
  values: unknown[];
  /**
   * Milliseconds after which we stop waiting for an answer, including the wait for a connection.
   */
  withinMs: number;
  /**
   * It reads nothing but what tells who is calling, so an engine with one connection may answer it
   * in the midst of a transaction that leaves all that alone.
   */
  isLookup?: boolean;
}

/** Connections in use, kept for the next statement, and statements that wait for one. */
export interface PoolState {
  busy: number;
  idle: number;
  waiting: number;
}

/** Runs one statement on a connection that is held. */
export type Connection = <Row>(text: string, values?: unknown[]) => Promise<Row[]>;

/**
 * What the rest of this package needs from PGlite or PostgreSQL; everything else goes through
 * Prisma.
 */
export interface Engine {
  name: "pglite" | "postgres";
  /** Prisma's way to the same connections that `query` uses. */
  adapter: SqlMigrationAwareDriverAdapterFactory;
  urgency: Urgency;
  /** Runs one statement outside any transaction. */
  query<Row>(statement: Statement): Promise<Row[]>;
  /** Rejects within 3 s when the database does not answer. */
  ping(): Promise<void>;
  /**
   * Runs `work` over connections without time limits, alone among all processes that use this
   * database (O4).
   */
  whileMigrating<T>(
    work: (adapter: SqlMigrationAwareDriverAdapterFactory) => Promise<T>,
  ): Promise<T>;
  /**
   * Runs `work` over one connection of its own, without time limits. What it did not commit is
   * rolled back.
   */
  withConnection<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Connections as they are at this moment; null for an engine that has none. */
  poolState(): PoolState | null;
  /** Ends every connection. Calling it again does nothing. */
  close(): Promise<void>;
}
