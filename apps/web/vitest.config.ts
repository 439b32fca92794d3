import { availableParallelism } from "node:os";
import { slowestFirst } from "@pfn/db/testing/vitest";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Vitest's default leaves one core unused.
    maxWorkers: Math.max(2, availableParallelism()),
    sequence: {
      sequencer: slowestFirst([
        "test/backup.test.ts",
        "test/retry-storm.test.ts",
        "test/stop.test.ts",
        "test/start-failures.test.ts",
        "test/docs.test.ts",
      ]),
    },
    globalSetup: ["./test/data-template.ts"],
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // No test may fail because the machine is busy.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 500_000 } },
    // It imports "next/server", which only a bundler finds.
    server: { deps: { inline: ["next-auth"] } },
  },
});
