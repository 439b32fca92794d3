import { expect } from "vitest";
import type { AccountSnapshot } from "../../ledger/entities/account";
import type { CategorySnapshot } from "../../ledger/entities/category";
import type { Snapshot } from "../../ledger/entities/entity-store";
import type { TransactionSnapshot } from "../../ledger/entities/transaction";
import type { TransferSnapshot } from "../../ledger/entities/transfer";
import { currentRows, replayLog } from "../replay-log";
import { look } from "./look";
import { idOf, type Pair } from "./pair";
import type { Row } from "./rows";
import { DAYS } from "./steps";

/**
 * After a history: every row of the tables is the model's, tombstones and versions included; the
 * log replays to them (invariant 11) and has no gaps (invariant 13); lists, balances, reports and
 * the states of operations agree.
 */
export async function compare(pair: Pair): Promise<void> {
  const { db, ledgerId, model, operations } = pair;
  const rows = await currentRows(db, ledgerId);
  expect(await replayLog(db, ledgerId)).toEqual(rows);
  expect(rows).toMatchObject(
    Object.fromEntries([...model.rows].map(([number, row]) => snapshotOf(pair, number, row))),
  );
  expect(Object.keys(rows)).toHaveLength(model.rows.size);
  await look({ kind: "look", filters: {}, groupBy: "category", asOf: DAYS[3], limit: 200 }, pair);
  const log = await db.operation.findMany({
    where: { ledgerId },
    orderBy: { seq: "asc" },
    select: {
      id: true,
      seq: true,
      state: true,
      undoneById: true,
      ledger: { select: { rev: true } },
    },
  });
  expect(
    log.map(({ id, seq, state, undoneById }) => [id, Number(seq), state === "undone", undoneById]),
  ).toEqual(
    model.operations.map(({ isUndone, undoneBy }, index) => [
      ...[operations[index], index + 1, isUndone],
      undoneBy === null ? null : operations[undoneBy],
    ]),
  );
  expect(Number(log[0]?.ledger.rev)).toBe(operations.length);
}

/** A row of the model as the real ledger keeps it. */
function snapshotOf(pair: Pair, number: number, row: Row): [string, Partial<Snapshot>] {
  return [
    `${row.entity} ${idOf(pair, number)}`,
    { id: idOf(pair, number), ...contentOf(pair, row) },
  ];
}

function contentOf(
  pair: Pair,
  row: Row,
): Partial<AccountSnapshot | CategorySnapshot | TransferSnapshot | TransactionSnapshot> {
  const { version } = row;
  switch (row.entity) {
    case "account":
      return { version, name: row.name, currency: row.currency, closedOn: row.closedOn };
    case "category": {
      const parentId = row.parent === null ? null : idOf(pair, row.parent);
      return { version, name: row.name, kind: row.kind, parentId, archivedAt: row.archivedAt };
    }
    case "transfer":
      return {
        version,
        outTransactionId: idOf(pair, row.out),
        inTransactionId: idOf(pair, row.into),
      };
    case "transaction": {
      const { date, payee, kind, status, review, externalId, deletedAt } = row;
      const lines = row.lines.map(({ category, amount }) => ({
        categoryId: category === null ? null : idOf(pair, category),
        amountMinor: amount.toString(),
        id: expect.any(String),
        note: null,
      }));
      const whole = {
        accountId: idOf(pair, row.account),
        amountMinor: row.amount.toString(),
        lines,
      };
      return { ...{ version, date, payee, kind, status, review, externalId, deletedAt }, ...whole };
    }
  }
}
