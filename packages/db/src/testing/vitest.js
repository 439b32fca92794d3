import { availableParallelism } from "node:os";

export const databaseTests = {
  globalSetup: ["@pfn/db/testing/global-setup"],
  // Test files of one process share their imports and use one database after the other.
  isolate: false,
  // Vitest's default leaves one core unused.
  maxWorkers: Math.max(2, availableParallelism()),
  // No test may fail because the machine is busy.
  hookTimeout: 300_000,
  testTimeout: 300_000,
};
