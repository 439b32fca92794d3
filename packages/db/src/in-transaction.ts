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
/** A write gives way at most this often. Then its caller is told to come back later. */
const MAX_GIVING_WAY = 20;
const MAX_PAUSE_MS = 50;

/** The urgent work that the transactions of a client give way to. */
const urgencies = new WeakMap<Db, Urgency>();

/** Makes transactions of `db` that throw {@link GaveWay} wait until the urgent work is over. */
export function makeRoomFor(db: Db, urgency: Urgency): void {
  urgencies.set(db, urgency);
}

export interface TransactionOptions {
  /** Milliseconds until rollback, for work over very many rows. Unless set, the client's limit. */
  timeout?: number;
  /**
   * The transaction does not write users, logins or keys. An engine with one connection may then
   * run lookups of these between its statements.
   */
  letsLookupsPass?: boolean;
  /** The last step, after all constraints were checked. What it throws rolls everything back. */
  beforeCommit?: (tx: Tx) => Promise<void>;
}

/**
 * Runs `work` in one transaction and returns its result after the commit. The last statement checks
 * the deferred constraints (lines that sum to their transaction, both legs of a transfer), so that
 * a violation rejects like any other.
 *
 * After a deadlock or a serialization conflict `work` runs again, at most three times (F4), so it
 * must change nothing but the database. When it throws {@link GaveWay}, it is rolled back and runs
 * again after the urgent work, at most twenty times.
 *
 * @example await inTransaction(db, async (tx) => tx.account.create({ data, select: { id: true }
 *   }));
 */
export async function inTransaction<Result>(
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
      // A random pause, so that two transactions in conflict do not meet again.
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
