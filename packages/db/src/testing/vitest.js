import { availableParallelism } from "node:os";

export const databaseTests = {
  globalSetup: ["@pfn/db/testing/global-setup"],
  // Files of one process share what they import and, one after the other, a database.
  isolate: false,
  // Vitest would leave a core to itself.
  maxWorkers: Math.max(2, availableParallelism()),
  // A busy machine is slow, not wrong: no test fails for the time it takes.
  hookTimeout: 300_000,
  testTimeout: 300_000,
};
