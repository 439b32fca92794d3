import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: ["@pfn/db/testing/global-setup"],
    setupFiles: ["@pfn/api/testing/setup"],
    hookTimeout: 60_000,
    testTimeout: 60_000,
  },
});
