import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { globalSetup: ["@pfn/db/testing/global-setup"], testTimeout: 20_000, hookTimeout: 30_000 },
});
