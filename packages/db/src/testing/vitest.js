import { availableParallelism } from "node:os";
import { BaseSequencer } from "vitest/node";

export const databaseTests = {
  globalSetup: ["@pfn/db/testing/global-setup"],
  // Test files of one process share their imports and use one database after the other.
  isolate: false,
  // Vitest's default leaves one core unused.
  maxWorkers: Math.max(2, availableParallelism()),
  // No test may fail because the machine is busy.
  hookTimeout: 300_000,
  testTimeout: 300_000,
};

/**
 * An order of test files in which those that take longest begin, so that no worker is left with one
 * of them at the end.
 *
 * @param {readonly string[]} slowest ends of paths, the slowest first
 * @example sequence: { sequencer: slowestFirst(["src/test/markers.test.ts"]) }
 */
export const slowestFirst = (slowest) =>
  class extends BaseSequencer {
    /**
     * @override
     * @param {import("vitest/node").TestSpecification[]} files
     */
    async sort(files) {
      /** @param {import("vitest/node").TestSpecification} file */
      const rankOf = ({ moduleId }) => {
        const rank = slowest.findIndex((path) => moduleId.endsWith(`/${path}`));
        return rank === -1 ? slowest.length : rank;
      };
      return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b));
    }
  };
