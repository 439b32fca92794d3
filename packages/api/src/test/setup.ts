import { configureGlobal } from "fast-check";
import { afterEach, beforeEach, expect, vi } from "vitest";

// FC_SEED repeats the run that a failing property printed; FC_RUNS asks each property for more cases than it does by itself.
const { FC_SEED, FC_RUNS } = process.env;
configureGlobal({ ...(FC_SEED ? { seed: Number(FC_SEED) } : {}), ...(FC_RUNS ? { numRuns: Number(FC_RUNS) } : {}) });

// What a test prints to the error console is a failure that nobody asserted.
beforeEach(() => {
  vi.spyOn(console, "error");
  vi.spyOn(console, "warn");
});

afterEach(() => {
  expect(vi.mocked(console.error).mock.calls, "console.error").toEqual([]);
  expect(vi.mocked(console.warn).mock.calls, "console.warn").toEqual([]);
});
