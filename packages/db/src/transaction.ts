import timers from "node:timers/promises";
import type { ITXClientDenyList } from "@prisma/client/runtime/client";
import { inContext } from "./call-context";
import type { Db } from "./create-client";
import { isRetryable } from "./error-kind";
import { GaveWay } from "./gave-way";
import { NO_URGENCY, type Urgency } from "./urgency";

/** The client inside a transaction. */
export type Tx = Omit<Db, ITXClientDenyList>;

const MAX_RETRIES = 3;
/** So often a write lets others go first before its caller is told to come back later. */
const MAX_GIVING_WAY = 20;
const MAX_PAUSE_MS = 50;

/** What may be more urgent than the transactions of a client. */
const urgencies = new WeakMap<Db, Urgency>();

/**
 * From now on, transactions of `db` that throw {@link GaveWay} wait for the end of what is more
 * urgent.
 */
export function makeRoomFor(db: Db, urgency: Urgency): void {
  urgencies.set(db, urgency);
}

export interface TransactionOptions {
  /**
   * Milliseconds until it is rolled back, for work over very many rows; else the client's own limit
   * holds.
   */
  timeout?: number;
  /**
   * It writes nothing that tells who is calling (users, logins, keys), so look-ups may be answered
   * in its midst where there is but one connection.
   */
  letsLookupsPass?: boolean;
  /**
   * The last step, once all constraints have been checked; what it throws rolls everything back.
   */
  beforeCommit?: (tx: Tx) => Promise<void>;
}

/**
 * Runs `work` in one transaction and answers its result once everything is committed. Deferred
 * constraints (lines that sum to their transaction, both legs of a transfer) are checked by the
 * last statement, so that their violation rejects like any other.
 *
 * When PostgreSQL ends the transaction because of a deadlock or a serialization conflict, `work`
 * runs again, at most three times (F4): it must not change anything but the database. When it
 * throws {@link GaveWay}, it is rolled back and runs again once the urgent work is over, at most
 * twenty times.
 *
 * @example await transaction(db, async (tx) => tx.account.create({ data, select: { id: true } }));
 */
export async function transaction<Result>(
  db: Db,
  work: (tx: Tx) => Promise<Result>,
  { timeout, letsLookupsPass, beforeCommit }: TransactionOptions = {},
): Promise<Result> {
  const { untilOver } = urgencies.get(db) ?? NO_URGENCY;
  const isLarge = timeout !== undefined;
  let retries = 0;
  let timesGivenWay = 0;
  for (;;) {
    try {
      return await inContext({ isLarge, letsLookupsPass }, () =>
        db.$transaction((tx) => runInside(tx, { work, beforeCommit }), isLarge ? { timeout } : {}),
      );
    } catch (error) {
      if (error instanceof GaveWay) {
        if (timesGivenWay === MAX_GIVING_WAY) throw error;
        timesGivenWay += 1;
        await untilOver();
        continue;
      }
      if (retries === MAX_RETRIES || !isRetryable(error)) throw error;
      retries += 1;
      // Two transactions in each other's way must not come back in step.
      await timers.setTimeout(Math.random() * MAX_PAUSE_MS * retries);
    }
  }
}

interface Inside<Result> {
  work: (tx: Tx) => Promise<Result>;
  beforeCommit: TransactionOptions["beforeCommit"];
}

async function runInside<Result>(tx: Tx, { work, beforeCommit }: Inside<Result>): Promise<Result> {
  const result = await work(tx);
  await tx.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`;
  await beforeCommit?.(tx);
  return result;
}
