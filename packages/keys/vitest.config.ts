import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    setupFiles: ["./test/setup.ts"],
    // A busy machine is slow, not wrong: no test fails for the time it takes.
    testTimeout: 120_000,
    // `pnpm coverage`: the tests take every branch of this package.
    coverage: {
      include: ["src/*.ts"],
      exclude: ["src/*.test.ts"],
      reporter: ["text"],
      thresholds: { 100: true, perFile: true },
    },
  },
});
