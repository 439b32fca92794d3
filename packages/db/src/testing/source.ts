/** Where a test file finds the migrated, empty database that it copies. */
export type TestDatabaseSource = PgliteSource | PostgresSource;

export interface PgliteSource {
  engine: "pglite";
  /** A dumped data directory, a tar file. */
  file: string;
}

export interface PostgresSource {
  engine: "postgres";
  /** DATABASE_URL: a database that may create others. */
  url: string;
  /** Name of the template database. */
  template: string;
}

/** A prepared source, and the way to get rid of it and of every copy left over. */
export interface Prepared {
  source: TestDatabaseSource;
  remove: () => Promise<void>;
}
