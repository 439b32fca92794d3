import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: ["@pfn/db/testing/global-setup"],
    setupFiles: ["./src/test/setup.ts"],
    hookTimeout: 120_000,
    testTimeout: 120_000,
    restoreMocks: true,
  },
});
