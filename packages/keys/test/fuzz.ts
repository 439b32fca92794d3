import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import { check, defaultReportMessage, type IRawProperty, type Parameters } from "fast-check";
import seeds from "./fuzz-seeds.json";

/** A case that once failed: where fast-check finds it again. It stays after the bug is gone. */
interface KeptSeed {
  target: string;
  seed: number;
  /** Leads from the seed straight to the case; absent = all cases of the seed. */
  path?: string;
  /** What was wrong. */
  found: string;
}

const KEPT: readonly KeptSeed[] = seeds;

/**
 * `pnpm fuzz` sets the first two for a long run; FC_SEED repeats what a failure printed, FC_RUNS
 * asks for rounds of another size.
 */
const { FUZZ_MINUTES, FUZZ_RUNS, FC_SEED, FC_RUNS } = process.env;
const isLong = FUZZ_MINUTES !== undefined || FUZZ_RUNS !== undefined;

/**
 * Holds a property against made-up cases: first those that ever failed, then `runs` new ones; in a
 * long run, round after round of them until its minutes or its cases are over. Every round has a
 * seed of its own, which a failure prints.
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
    // A property that never waits would leave the test runner without an answer.
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
