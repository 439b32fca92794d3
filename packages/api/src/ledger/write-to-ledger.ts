import { type Database, GaveWay, inTransaction, type Tx } from "@pfn/db";
import type { LedgerContext } from "../common/context";
import { type StopSign, underStopSign } from "../common/stop-sign";
import { assertCallerActive } from "../identity/assert-caller-active";
import type { WriterContext } from "./operation-request";

/**
 * Milliseconds for 20,000 rows on a slow machine with the embedded database; each single statement
 * keeps its own, shorter limit.
 */
export const LARGE_TIMEOUT = 120_000;

interface LedgerWrite {
  /** Of the caller. */
  ledgerId: string;
  /**
   * It may write as many rows as the largest import has, and then takes longer than other writes
   * may.
   */
  isLarge?: boolean | undefined;
}

/**
 * Runs `work` in one transaction in which the ledger stands still, after the writers that came
 * before. The caller is judged when their turn has come, by a stop sign between the parts of the
 * work, and as the last step before the commit (A8). No row of theirs is locked before that, so
 * a person who stops them never waits for the write, and the write is gone.
 *
 * @throws DomainError as `work` does; UNAUTHORIZED when the caller was stopped meanwhile, FORBIDDEN
 *   when scopes were taken away
 */
export function writeToLedger<Result>(
  ctx: WriterContext,
  { ledgerId, isLarge = false }: LedgerWrite,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const begin = async (tx: Tx) => {
    await assertCallerActive(ctx, tx);
    await lockLedger(ctx, ledgerId, tx);
    return underStopSign(signInside(ctx, tx), () => work(tx));
  };
  const options = {
    // It writes rows of a ledger and nothing else.
    letsLookupsPass: true,
    beforeCommit: (tx: Tx) => judgeLast(ctx, tx),
    ...(isLarge ? { timeout: LARGE_TIMEOUT * ctx.runtime.database.patience } : {}),
  };
  return ctx.runtime.ledgerQueue.take(ledgerId, () => inTransaction(ctx.db, begin, options));
}

/**
 * Writes to the caller's ledger what is no part of the books, and so no operation in the log. Else
 * it is a write like every other: in its turn, by a caller who is judged until the commit.
 */
export type WriteDraft = <Result>(
  options: Pick<LedgerWrite, "isLarge">,
  work: (tx: Tx) => Promise<Result>,
) => Promise<Result>;

/**
 * The last step of a write, whose answer counts from here on. Work that is rolled back by itself,
 * as a trial is, takes it too: its answer tells of the ledger.
 */
export async function judgeLast(ctx: WriterContext, tx: Tx): Promise<void> {
  if (ctx.runtime.database.shouldYield()) throw new GaveWay();
  await assertCallerActive(ctx, tx, { isLast: true });
}

/**
 * Locked without its key columns, so that a key of this ledger can be made or replaced meanwhile.
 */
async function lockLedger({ principal }: WriterContext, ledgerId: string, tx: Tx): Promise<void> {
  await tx.$queryRaw`
    select 1 from ledgers where id = ${ledgerId}::uuid and user_id = ${principal.userId}::uuid
    for no key update`;
}

/** These rows take a fraction of a second. Each look is one more statement. */
const ROWS_BETWEEN_LOOKS = 2_000;

/**
 * What a step takes besides its rows, in rows: many small steps take as long as a few large ones.
 */
const ROWS_PER_STEP = 100;

/**
 * On a server, a stop is a row that somebody else has committed: looked at once for each part. With
 * one connection nobody commits while this transaction is open, so it makes room, and is judged
 * when it begins again.
 */
function signInside(ctx: WriterContext, tx: Tx): StopSign {
  const { database } = ctx.runtime;
  return database.engine === "pglite"
    ? signOfOthers(database)
    : oncePerRows(() => assertCallerActive(ctx, tx));
}

/**
 * The sign of a transaction that nobody stops, but that makes room where one connection serves all.
 */
export const signOfOthers =
  (database: Database): StopSign =>
  async () => {
    if (database.shouldYield()) throw new GaveWay();
  };

/** The sign of work outside of a transaction, such as reading a file. */
export const signOutside = (ctx: LedgerContext): StopSign =>
  oncePerRows(() => assertCallerActive(ctx, ctx.db));

function oncePerRows(look: () => Promise<void>): StopSign {
  let since = 0;
  return async (rows) => {
    since += rows + ROWS_PER_STEP;
    if (since < ROWS_BETWEEN_LOOKS) return;
    since = 0;
    await look();
  };
}
