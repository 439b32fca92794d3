/** Vitest options for a package whose tests need a database. */
export declare const databaseTests: {
  globalSetup: string[];
  isolate: boolean;
  maxWorkers: number;
  hookTimeout: number;
  testTimeout: number;
};
