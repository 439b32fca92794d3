import { defineConfig } from "vitest/config";

// `pnpm mutation:database`: the tests of the modules that database.stryker.json names, on
// PGlite or on the server of DATABASE_URL.
export default defineConfig({
  test: {
    include: [
      "packages/api/src/http/**/{credential-channel,key-refusals,metrics}.test.ts",
      "packages/api/src/http/**/{rate-limits,server-errors,session-or-key}.test.ts",
      "packages/api/src/features/integration-keys/last-use.test.ts",
      "packages/api/src/features/profile/sessions.test.ts",
    ],
    globalSetup: ["./packages/db/src/testing/global-setup.ts"],
    setupFiles: ["./packages/api/src/test/setup.ts"],
    hookTimeout: 120_000,
    testTimeout: 120_000,
    restoreMocks: true,
    env: { FC_SEED: "1" },
  },
});
