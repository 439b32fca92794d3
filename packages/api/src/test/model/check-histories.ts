import { randomInt } from "node:crypto";
import fc from "fast-check";
import type { TestRuntime } from "../database";
import { compare } from "./compare";
import { createEmptyLedgers } from "./create-empty-ledgers";
import { createPair } from "./create-pair";
import type { Clock } from "./pair";
import { play } from "./play";
import { histories } from "./steps";

/** Each takes a quarter of a second; `.ci/run` plays a thousand. */
const HISTORIES = Number(process.env["PFN_TEST_HISTORIES"] ?? 150);
const LEDGERS_AT_ONCE = 100;

export const startOfTime = (): Clock => ({ now: "2026-03-05T12:00:00.000Z" });

/**
 * Plays random histories, each on a ledger and a model of its own, and fails with the shortest one
 * on which the two differ. Prints the seed, with which FC_SEED plays the same histories again.
 * PFN_TEST_HISTORIES sets their number.
 */
export async function checkHistories(
  { runtime }: Pick<TestRuntime, "runtime">,
  clock: Clock,
): Promise<void> {
  const { seed = randomInt(2 ** 31), numRuns = HISTORIES } = fc.readConfigureGlobal();
  const shelf: Awaited<ReturnType<typeof createEmptyLedgers>> = [];
  const property = fc.asyncProperty(histories, async (history) => {
    if (shelf.length === 0) shelf.push(...(await createEmptyLedgers(runtime, LEDGERS_AT_ONCE)));
    const empty = shelf.pop();
    if (empty === undefined) throw new Error("There is no ledger to play on.");
    const pair = await createPair(runtime, empty, clock);
    for (const step of history) await play(step, pair);
    await compare(pair);
  });
  process.stdout.write(`The model: ${numRuns} histories, FC_SEED=${seed}\n`);
  await fc.assert(property, { numRuns, seed });
}
