import { setImmediate as afterOthers } from "node:timers/promises";
import { lookForStop } from "./stop-sign";

/** How many rows are worked through between two turns. */
export const ROWS_PER_TURN = 500;

/**
 * Lets everybody else's requests have their turn: long work calls it every few milliseconds. One of those requests may
 * have stopped the caller of this very work, which then ends here.
 */
export async function nextTurn(): Promise<void> {
  await afterOthers();
  await lookForStop(ROWS_PER_TURN);
}
