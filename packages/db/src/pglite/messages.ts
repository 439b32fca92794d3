import type { Error as DriverError, SqlQuery, SqlResultSet } from "@prisma/driver-adapter-utils";

/** What the worker gets when it starts. */
export interface WorkerSettings {
  /** The directory of PostgreSQL's files. Unless set, they are in memory. */
  directory: string | undefined;
  /** A tar file of a data directory to begin with. */
  dump: string | undefined;
  /** Arguments of the server and of `initdb`. Unless set, PGlite's own. */
  startParams: string[] | undefined;
  initParams: string[];
  /** PGlite's WebAssembly, compiled. */
  program: object;
}

/** The questions to the worker, one at a time. */
export type Question =
  /** Prisma's two kinds of statement. They return a {@link SqlResultSet} and a number of rows. */
  | { kind: "queryRaw" | "executeRaw"; query: SqlQuery }
  /** A statement of our own. It returns its rows as objects. */
  | { kind: "query"; text: string; values: unknown[] }
  /** The same inside the open transaction of another caller, without effect on it. */
  | { kind: "queryBetween"; text: string; values: unknown[] }
  /** The same for a statement of Prisma that reads. */
  | { kind: "queryRawBetween"; query: SqlQuery }
  /** Several statements without values. */
  | { kind: "script"; text: string }
  /** Writes everything to disk and stops. */
  | { kind: "close" };

export type Answer = { value: unknown } | { error: CarriedError };

/** The parts of an error, which can go from thread to thread. */
export interface CarriedError {
  message: string;
  stack: string | undefined;
  /** The error of Prisma's adapter, if it is one. */
  driver: DriverError | undefined;
  /** The fields of a PostgreSQL error, if it is one. */
  fields: Record<string, string> | undefined;
}

export type { SqlResultSet };
