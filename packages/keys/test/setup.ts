import { configureGlobal } from "fast-check";

/**
 * FC_SEED repeats the run that a failing property printed. FC_RUNS sets the number of cases per
 * property, usually 100.
 */
const { FC_SEED, FC_RUNS } = process.env;

configureGlobal({
  ...(FC_SEED ? { seed: Number(FC_SEED) } : {}),
  ...(FC_RUNS ? { numRuns: Number(FC_RUNS) } : {}),
});
