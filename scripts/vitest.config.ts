import { defineConfig } from "vitest/config";

// A busy machine is slow, not wrong: no test fails for the time it takes.
export default defineConfig({ test: { testTimeout: 120_000 } });
