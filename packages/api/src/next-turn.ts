import { setImmediate as afterOthers } from "node:timers/promises";

/** Lets everybody else's requests have their turn: long work calls it every few milliseconds. */
export const nextTurn = (): Promise<void> => afterOthers();

/** How many rows are worked through between two turns. */
export const ROWS_PER_TURN = 500;
