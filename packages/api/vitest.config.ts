import { databaseTests } from "@pfn/db/testing/vitest";
import { configDefaults, defineConfig } from "vitest/config";

/**
 * Files that run in processes of their own, by vitest.alone.config.ts: those that put something in
 * the place of a module, and those that measure CPU time, which the heap of other files changes.
 */
export const ALONE = [
  "src/**/*.fuzz.test.ts",
  "src/ledger/test/{stop-sign,stopped-writes}.test.ts",
  "src/identity/passwords.test.ts",
];

export default defineConfig({
  test: {
    ...databaseTests,
    setupFiles: ["./src/test/setup.ts"],
    exclude: [...configDefaults.exclude, ...ALONE],
    restoreMocks: true,
    // `pnpm coverage`: what stands between a stranger and somebody's money, of which the tests take
    // every branch.
    coverage: {
      include: [
        "src/common/{errors,money}/*.ts",
        "src/common/logging/*.ts",
        "src/common/paging/cursor.ts",
        // Who is calling: the ways to a principal.
        "src/http/authenticate.ts",
        // What a refusal says in headers.
        "src/http/headers.ts",
        "src/identity/verify-key.ts",
        "src/identity/find-session.ts",
      ],
      exclude: ["**/*.test.ts"],
      reporter: ["text"],
      thresholds: { 100: true, perFile: true },
    },
  },
});
