import { defineConfig } from "vitest/config";

// `pnpm mutation`: the tests that need no database, of the modules that guards.stryker.json names.
export default defineConfig({
  test: {
    include: [
      "packages/keys/src/*.test.ts",
      "packages/api/src/common/{errors,money}/*.test.ts",
      "packages/api/src/common/logging/*.test.ts",
      "packages/api/src/common/paging/cursor*.test.ts",
    ],
    // It reads a module's text, into which Stryker writes its mutants.
    testNamePattern: /^(?!the scopes load in a browser)/,
    setupFiles: ["./packages/api/src/test/setup.ts"],
    restoreMocks: true,
    // A mutant is judged by the same made-up cases every time.
    env: { FC_SEED: "1", FC_RUNS: "50" },
    testTimeout: 60_000,
  },
});
