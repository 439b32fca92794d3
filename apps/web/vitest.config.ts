import { defineConfig } from "vitest/config";

// A test that starts the real server waits for a database, a build of pages or a drain.
export default defineConfig({
  test: {
    globalSetup: ["./test/data-template.ts"],
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // It imports "next/server", which only a bundler finds.
    server: { deps: { inline: ["next-auth"] } },
  },
});
