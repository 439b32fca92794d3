import { keepsEvidence, rememberSecret } from "@pfn/keys/testing/secrets";
import { configureGlobal } from "fast-check";
import { afterEach, beforeEach, expect, vi } from "vitest";

// FC_SEED repeats the run that a failing property printed; FC_RUNS asks each property for more
// cases than it does by itself.
const { FC_SEED, FC_RUNS } = process.env;
configureGlobal({
  ...(FC_SEED ? { seed: Number(FC_SEED) } : {}),
  ...(FC_RUNS ? { numRuns: Number(FC_RUNS) } : {}),
});

// Each key that the tests or the code under test make is noted, to be looked for afterwards (L2).
if (keepsEvidence) {
  vi.doMock("@pfn/keys", async (original) => {
    const keys = await original<typeof import("@pfn/keys")>();
    const generateKey: typeof keys.generateKey = (mode) => {
      const made = keys.generateKey(mode);
      rememberSecret(made.key);
      return made;
    };
    return { ...keys, generateKey };
  });
}

// What a test prints to the error console is a failure that nobody asserted.
beforeEach(() => {
  vi.spyOn(console, "error");
  vi.spyOn(console, "warn");
});

afterEach(() => {
  expect(vi.mocked(console.error).mock.calls, "console.error").toEqual([]);
  expect(vi.mocked(console.warn).mock.calls, "console.warn").toEqual([]);
});
