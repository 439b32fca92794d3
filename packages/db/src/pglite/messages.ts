import type { Error as DriverError, SqlQuery, SqlResultSet } from "@prisma/driver-adapter-utils";

/** What the worker is given when it starts. */
export interface WorkerSettings {
  /** Where PostgreSQL's files are; without it they are in memory. */
  directory: string | undefined;
  /** A dumped data directory, a tar file, to begin with. */
  dump: string | undefined;
  /** Arguments of the server and of the making of a new database; PGlite's own unless told. */
  startParams: string[] | undefined;
  initParams: string[];
  /** PGlite's WebAssembly, compiled. */
  program: object;
}

/** What the worker can be asked, one question at a time. */
export type Question =
  /**
   * Prisma's two kinds of statement, answered with a {@link SqlResultSet} and with a number of
   * rows.
   */
  | { kind: "queryRaw" | "executeRaw"; query: SqlQuery }
  /** A statement of our own, answered with its rows as objects. */
  | { kind: "query"; text: string; values: unknown[] }
  /** The same inside somebody's transaction, which does not notice. */
  | { kind: "queryBetween"; text: string; values: unknown[] }
  /** And for a statement of Prisma's that reads. */
  | { kind: "queryRawBetween"; query: SqlQuery }
  /** Any number of statements without values. */
  | { kind: "script"; text: string }
  /** Writes out what there is to write and stops. */
  | { kind: "close" };

export type Answer = { value: unknown } | { error: CarriedError };

/** An error, taken apart so that it can go from thread to thread. */
export interface CarriedError {
  message: string;
  stack: string | undefined;
  /** What Prisma's adapter made of it, if it did. */
  driver: DriverError | undefined;
  /** PostgreSQL's own words about it, if it is PostgreSQL's. */
  fields: Record<string, string> | undefined;
}

export type { SqlResultSet };
