import type { Tx } from "@pfn/db";
import type { EntityStore } from "./entity-store";
import { loadTransactions } from "./load-transactions";
import { chunk, createRowWriter } from "./row-writer";
import { type LineSnapshot, TRANSACTION_COLUMNS, type TransactionSnapshot } from "./transaction";
import { findTransactionObstacles } from "./transaction-obstacles";

const writer = createRowWriter<Omit<TransactionSnapshot, "lines">>("transactions", {
  columns: TRANSACTION_COLUMNS,
  hasUpdatedAt: true,
});

const lineWriter = createRowWriter<LineSnapshot & { position: number; transactionId: string }>(
  "transaction_lines",
  {
    columns: {
      id: "plain",
      transactionId: "plain",
      position: "plain",
      categoryId: "plain",
      amountMinor: "plain",
      note: "plain",
    },
    hasUpdatedAt: false,
  },
);

export const transactionStore: EntityStore<TransactionSnapshot> = {
  load: loadTransactions,
  insert: async (tx, ledgerId, rows) => {
    for (const part of chunk(rows)) {
      await writer.insert(tx, ledgerId, part);
      await insertLines(tx, ledgerId, part);
      await checkLines(tx, part.length);
    }
  },
  update: async (tx, ledgerId, rows) => {
    const written = new Set<string>();
    for (const part of chunk(rows)) {
      const ids = await writer.update(tx, ledgerId, part);
      for (const id of ids) written.add(id);
      await tx.transactionLine.deleteMany({ where: { ledgerId, transactionId: { in: ids } } });
      await insertLines(
        tx,
        ledgerId,
        part.filter(({ id }) => written.has(id)),
      );
      await checkLines(tx, part.length);
    }
    return [...written];
  },
  remove: async (tx, ledgerId, rows) => {
    const gone: string[] = [];
    for (const part of chunk(rows)) {
      gone.push(...(await writer.remove(tx, ledgerId, part)));
      await checkLines(tx, part.length);
    }
    return gone;
  },
  findObstacles: findTransactionObstacles,
};

/**
 * With fewer rows than these, the checks that wait for the end of the transaction cost next to
 * nothing there.
 */
const CHECKED_AT_THE_END = 500;

/**
 * Has PostgreSQL check now that lines sum to their transaction: each row was written together with
 * its lines. Left to the end, the checks of a large operation would come in one statement, whose
 * time is limited. Later writes are checked as ever.
 */
async function checkLines(tx: Tx, written: number): Promise<void> {
  if (written < CHECKED_AT_THE_END) return;
  await tx.$executeRaw`SET CONSTRAINTS "transactions_lines_sum", "transaction_lines_sum" IMMEDIATE`;
  await tx.$executeRaw`SET CONSTRAINTS "transactions_lines_sum", "transaction_lines_sum" DEFERRED`;
}

const insertLines = (tx: Tx, ledgerId: string, rows: readonly TransactionSnapshot[]) =>
  lineWriter.insert(
    tx,
    ledgerId,
    rows.flatMap(({ id: transactionId, lines: own }) =>
      own.map((line, position) => ({ ...line, position, transactionId })),
    ),
  );
