import { configDefaults, defineConfig } from "vitest/config";

/** The cost law is not shown for every call yet: it runs where it is asked for. */
const COST_LAW = ["src/test/cost/writes.test.ts", "src/test/query-cost.test.ts"];
const asksForCost = process.env["PFN_TEST_COST"] !== undefined;

export default defineConfig({
  test: {
    exclude: [...configDefaults.exclude, ...(asksForCost ? [] : COST_LAW)],
    globalSetup: ["@pfn/db/testing/global-setup"],
    setupFiles: ["./src/test/setup.ts"],
    hookTimeout: 120_000,
    testTimeout: 120_000,
    restoreMocks: true,
    // `pnpm coverage`: what stands between a stranger and somebody's money, of which the tests take every branch.
    coverage: {
      include: [
        "src/{errors,money}/*.ts",
        "src/{redact,mask-secrets,logger}.ts",
        "src/schema/cursor.ts",
        // Who is calling: the ways to a principal.
        "src/doors/authenticate.ts",
        "src/integration-keys/verify-key.ts",
        "src/people/find-session.ts",
      ],
      exclude: ["**/*.test.ts"],
      reporter: ["text"],
      thresholds: { 100: true, perFile: true },
    },
  },
});
