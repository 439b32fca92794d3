import { configureGlobal } from "fast-check";

/**
 * FC_SEED repeats the run that a failing property printed; FC_RUNS asks each property for more
 * cases than the usual 100.
 */
const { FC_SEED, FC_RUNS } = process.env;

configureGlobal({
  ...(FC_SEED ? { seed: Number(FC_SEED) } : {}),
  ...(FC_RUNS ? { numRuns: Number(FC_RUNS) } : {}),
});
