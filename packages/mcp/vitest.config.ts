import { databaseTests, slowestFirst } from "@pfn/db/testing/vitest";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    ...databaseTests,
    globalSetup: [...databaseTests.globalSetup, "./test/build-program.ts"],
    setupFiles: ["@pfn/api/testing/setup"],
    sequence: {
      sequencer: slowestFirst(["src/markers.test.ts", "src/no-ledger-data-in-logs.test.ts"]),
    },
  },
});
