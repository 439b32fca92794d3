import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";

/** They put something in the place of a module, which no other file shall see. */
const ALONE = [
  "src/doors/next-step.test.ts",
  "src/operations/{stop-sign,stopped-writes}.test.ts",
  "src/people/passwords.test.ts",
];

const shared = {
  globalSetup: ["@pfn/db/testing/global-setup"],
  setupFiles: ["./src/test/setup.ts"],
  // A busy machine is slow, not wrong: no test fails for the time it takes.
  hookTimeout: 300_000,
  testTimeout: 300_000,
  restoreMocks: true,
};

export default defineConfig({
  test: {
    // Vitest would leave a core to itself.
    maxWorkers: Math.max(2, availableParallelism()),
    // Files of one process share what they import and, one after the other, a database.
    projects: [
      { test: { ...shared, name: "api", isolate: false, exclude: [...configDefaults.exclude, ...ALONE] } },
      { test: { ...shared, name: "alone", include: ALONE } },
    ],
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
