import type { TestSequencerConstructor } from "vitest/node";

/** Vitest options for a package whose tests need a database. */
export declare const databaseTests: {
  globalSetup: string[];
  isolate: boolean;
  maxWorkers: number;
  hookTimeout: number;
  testTimeout: number;
};
export declare const slowestFirst: (slowest: readonly string[]) => TestSequencerConstructor;
