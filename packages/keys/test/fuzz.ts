import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import { check, defaultReportMessage, type IRawProperty, type Parameters } from "fast-check";
import seeds from "./fuzz-seeds.json";

/** Where fast-check finds a case that once failed. It stays after the bug is gone. */
interface KeptSeed {
  target: string;
  seed: number;
  /** Leads from the seed straight to the case. Without it, all cases of the seed run. */
  path?: string;
  /** What was wrong. */
  found: string;
}

const KEPT: readonly KeptSeed[] = seeds;

/**
 * `pnpm fuzz` sets the first two for a long run. FC_SEED repeats the run that a failure printed.
 * FC_RUNS sets the number of cases per round.
 */
const { FUZZ_MINUTES, FUZZ_RUNS, FC_SEED, FC_RUNS } = process.env;
const isLong = FUZZ_MINUTES !== undefined || FUZZ_RUNS !== undefined;

/**
 * Checks a property: first on the cases that failed before, then on `runs` new ones. A long run
 * repeats such rounds until its minutes or cases are used up. Each round has its own seed, which a
 * failure prints.
 *
 * @param target names the property in `fuzz-seeds.json` and in what a long run prints
 * @example await fuzz("money round trip", fc.property(fc.bigInt(), (minor) => parse(format(minor))
 *   === minor), 1_000)
 */
export async function fuzz<T>(
  target: string,
  property: IRawProperty<T>,
  runs: number,
): Promise<void> {
  const size = Number(FC_RUNS ?? runs);
  for (const { seed, path } of KEPT.filter((kept) => kept.target === target)) {
    await hold(property, {
      seed,
      numRuns: size,
      ...(path === undefined ? {} : { path, endOnFailure: true }),
    });
  }
  const first = FC_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(FC_SEED);
  const endsAt = Date.now() + Number(FUZZ_MINUTES ?? 0) * 60_000;
  const atLeast = Number(FUZZ_RUNS ?? 0);
  let rounds = 0;
  do {
    await hold(property, { seed: first + rounds, numRuns: size });
    rounds += 1;
    // A property that never waits would block the test runner.
    await yieldToEventLoop();
  } while (Date.now() < endsAt || rounds * size < atLeast);
  if (isLong)
    console.info(`fuzz ${target}: ${rounds * size} cases, seeds ${first} to ${first + rounds - 1}`);
}

async function hold<T>(property: IRawProperty<T>, parameters: Parameters<T>): Promise<void> {
  const details = await check(property, parameters);
  if (details.failed)
    throw new Error(defaultReportMessage(details), { cause: details.errorInstance });
}
