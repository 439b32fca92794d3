import { databaseTests, slowestFirst } from "@pfn/db/testing/vitest";
import { configDefaults, defineConfig } from "vitest/config";

/**
 * Files that run in processes of their own: those that put something in the place of a module, and
 * those that measure CPU time, which the heap of other files changes.
 */
const ALONE = [
  "src/**/*.fuzz.test.ts",
  "src/ledger/test/{stop-sign,stopped-writes}.test.ts",
  "src/identity/passwords.test.ts",
];
/** They ask no database, so a run on a server would repeat what is known. */
const WITHOUT_DATABASE = ["src/common/**/*.fuzz.test.ts", "src/features/imports/**/*.fuzz.test.ts"];
const isOnServer = process.env["DATABASE_URL"] !== undefined;

// The database is prepared once for both projects, so they do not inherit it.
const { globalSetup, ...options } = databaseTests;
const shared = { ...options, setupFiles: ["./src/test/setup.ts"], restoreMocks: true };

export default defineConfig({
  test: {
    globalSetup,
    maxWorkers: options.maxWorkers,
    sequence: {
      sequencer: slowestFirst([
        "src/test/cost/writes.test.ts",
        "src/test/markers.test.ts",
        "src/ledger/test/model.test.ts",
        "src/ledger/test/stopped-writes.test.ts",
        "src/ledger/test/every-write.test.ts",
        "src/test/query-cost.test.ts",
        "src/features/demo/remove-demo.fuzz.test.ts",
        "src/http/test/bad-input.test.ts",
        "src/common/text/text.fuzz.test.ts",
        "src/ledger/test/stop-sign.test.ts",
      ]),
    },
    projects: [
      {
        test: {
          ...shared,
          name: "together",
          exclude: [...configDefaults.exclude, ...ALONE],
        },
      },
      {
        test: {
          ...shared,
          name: "alone",
          isolate: true,
          include: ALONE,
          exclude: [...configDefaults.exclude, ...(isOnServer ? WITHOUT_DATABASE : [])],
        },
      },
    ],
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
