/** The migrated, empty database that a test file copies. */
export type TestDatabaseSource = PgliteSource | PostgresSource;

export interface PgliteSource {
  engine: "pglite";
  /** A tar file of the data directory. */
  file: string;
  /** A tar file of a data directory without tables. */
  empty: string;
}

export interface PostgresSource {
  engine: "postgres";
  /** DATABASE_URL. Its user may create databases. */
  url: string;
  /** Name of the template database. */
  template: string;
}

/** A prepared source. `remove` deletes it and all copies that are left. */
export interface Prepared {
  source: TestDatabaseSource;
  remove: () => Promise<void>;
}
