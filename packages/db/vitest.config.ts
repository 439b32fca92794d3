import { defineConfig } from "vitest/config";
import { databaseTests, slowestFirst } from "./src/testing/vitest.js";

export default defineConfig({
  test: {
    ...databaseTests,
    restoreMocks: true,
    sequence: {
      sequencer: slowestFirst([
        "src/backup/backup.test.ts",
        "src/lock-data-directory.test.ts",
        "src/adopt-squashed.test.ts",
      ]),
    },
  },
});
