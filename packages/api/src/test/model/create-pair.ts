import { inTransaction } from "@pfn/db";
import { newId } from "../../common/ids";
import type { Runtime } from "../../common/runtime";
import { newTransaction } from "../../ledger/entities/new-transaction";
import { type OperationHeader, writeOperation } from "../../ledger/write-operation";
import { asPrincipal } from "../callers";
import { ALL_SCOPES } from "../factories";
import type { EmptyLedger } from "./create-empty-ledgers";
import { ModelLedger } from "./model-ledger";
import { type Clock, currencyOf, idOf, newLines, type Pair } from "./pair";
import { type Row, rowsOf } from "./rows";

/** A real ledger with a few rows, all of its first operation, and a model that has the same. */
export async function createPair(
  runtime: Runtime,
  empty: EmptyLedger,
  clock: Clock,
): Promise<Pair> {
  const { userId, ledgerId, sessionId, keyId } = empty;
  const model = begin();
  const owned = { userId, ledgerId, baseCurrency: "EUR", timezone: "UTC", mode: "live" } as const;
  const person = {
    name: "Model",
    email: "model@example.org",
    role: "member",
    confirmedAt: new Date(clock.now),
  } as const;
  const key = { label: "Agent", scopes: ALL_SCOPES, expiresAt: null };
  const pair: Pair = {
    ...{ db: runtime.db, ledgerId, agentKeyId: keyId, model, operations: [], clock },
    ids: new Map([...model.rows.keys()].map((number) => [number, newId()])),
    callers: {
      owner: asPrincipal(runtime, { kind: "session", sessionId, ...owned, ...person }, "web"),
      agent: asPrincipal(runtime, { kind: "key", keyId, ...owned, ...key }, "mcp"),
    },
  };
  pair.operations.push(await insertRows(pair, userId));
  return pair;
}

function begin(): ModelLedger {
  const model = new ModelLedger();
  const plan = model.plan(firstRows(model).map((after) => ({ number: model.newNumber(), after })));
  if (plan === null) throw new Error("The model refuses what a ledger begins with.");
  model.commit(plan, { by: "owner" });
  return model;
}

/**
 * Three accounts (1 to 3), three categories (4 to 6), two rows that may become a transfer, and a
 * split purchase in dollars.
 */
function firstRows(model: ModelLedger): Row[] {
  const account = (name: string, currency: string): Row => ({
    ...{ entity: "account", version: 1, name, currency, closedOn: null },
  });
  const category = (name: string, kind: "expense" | "income"): Row => ({
    ...{ entity: "category", version: 1, name, kind, parent: null, archivedAt: null },
  });
  const transaction = (home: number, amount: bigint, categories: (number | null)[]): Row => ({
    ...{
      entity: "transaction",
      version: 1,
      kind: "regular",
      review: "unreviewed",
      status: "posted",
    },
    ...{
      account: home,
      amount,
      date: "2026-01-31",
      payee: "Market",
      externalId: null,
      deletedAt: null,
    },
    lines: newLines(model, amount, categories),
  });
  return [
    ...[account("Everyday", "EUR"), account("Savings", "EUR"), account("Dollars", "USD")],
    ...[category("Food", "expense"), category("Home", "expense"), category("Pay", "income")],
    ...[
      transaction(1, -1_000n, [4]),
      transaction(2, 1_000n, [null]),
      transaction(3, -501n, [4, 5]),
    ],
  ];
}

async function insertRows(pair: Pair, userId: string): Promise<string> {
  const { rows } = pair.model;
  const createdAt = pair.clock.now;
  const now = () => new Date(createdAt);
  const { operationId } = await inTransaction(pair.db, (tx) =>
    writeOperation(tx, { header: headerOf(pair.ledgerId, userId), now }, async (operation) => {
      const accounts = rowsOf(rows, "account").map(
        ([number, { name, currency, closedOn, version }]) => ({
          ...{
            id: idOf(pair, number),
            version,
            createdAt,
            name,
            type: "checking" as const,
            currency,
            closedOn,
            note: null,
          },
        }),
      );
      await operation.insert("account", accounts);
      const categories = rowsOf(rows, "category").map(([number, { name, kind, version }]) => ({
        ...{
          id: idOf(pair, number),
          version,
          createdAt,
          name,
          kind,
          parentId: null,
          archivedAt: null,
        },
      }));
      await operation.insert("category", categories);
      const transactions = rowsOf(rows, "transaction").map(
        ([number, { account, date, payee, amount, lines }]) => {
          const home = { id: idOf(pair, account), currency: currencyOf(pair, account) };
          const fields = {
            date,
            payee,
            amountMinor: amount,
            lines: lines.map((line) => toParsedLine(pair, line)),
          };
          return {
            ...newTransaction({ operation, account: home }, fields),
            id: idOf(pair, number),
          };
        },
      );
      await operation.insert("transaction", transactions);
      return {};
    }),
  );
  return operationId ?? "";
}

const toParsedLine = (
  pair: Pair,
  { category, amount }: { category: number | null; amount: bigint },
) => ({
  ...{
    categoryId: category === null ? null : idOf(pair, category),
    amountMinor: amount,
    note: null,
  },
});

const headerOf = (ledgerId: string, userId: string): OperationHeader => ({
  ...{ ledgerId, userId, actor: "user", channel: "web", procedure: "model.begin" },
  ...{
    keyId: null,
    scope: null,
    reason: null,
    idempotencyKey: null,
    requestHash: null,
    undoesId: null,
  },
});
