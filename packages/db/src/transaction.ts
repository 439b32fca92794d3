import { setTimeout as sleep } from "node:timers/promises";
import type { ITXClientDenyList } from "@prisma/client/runtime/client";
import type { Db } from "./create-client";
import { isRetryable } from "./error-kind";

/** The client inside a transaction. */
export type Tx = Omit<Db, ITXClientDenyList>;

const MAX_RETRIES = 3;
const MAX_PAUSE_MS = 50;

/**
 * Runs `work` in one transaction and answers its result once everything is committed. Deferred constraints (lines that
 * sum to their transaction, both legs of a transfer) are checked by the last statement, so that their violation rejects
 * like any other.
 *
 * When PostgreSQL ends the transaction because of a deadlock or a serialization conflict, `work` runs again, at most
 * three times (F4): it must not change anything but the database.
 *
 * @param options `timeout`: milliseconds until it is rolled back, for work over very many rows; else the client's own limit holds.
 * @example await transaction(db, async (tx) => tx.account.create({ data, select: { id: true } }));
 */
export async function transaction<Result>(
  db: Db,
  work: (tx: Tx) => Promise<Result>,
  options: { timeout?: number } = {},
): Promise<Result> {
  for (let retries = 0; ; retries++) {
    try {
      return await db.$transaction((tx) => runInside(tx, work), options);
    } catch (error) {
      if (retries === MAX_RETRIES || !isRetryable(error)) throw error;
      // Two transactions in each other's way must not come back in step.
      await sleep(Math.random() * MAX_PAUSE_MS * (retries + 1));
    }
  }
}

async function runInside<Result>(tx: Tx, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const result = await work(tx);
  await tx.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`;
  return result;
}
