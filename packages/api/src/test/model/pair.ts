import type { Db } from "@pfn/db";
import { formatAmount } from "../../common/money/money";
import type { OperationAnswer } from "../../ledger/write-operation";
import type { AppCaller } from "../../root";
import type { Actor, ModelLedger, Write } from "./model-ledger";
import { type Entity, type ModelLine, rowOf, rowsOf } from "./rows";

/** A real ledger and the model of it, side by side. */
export interface Pair {
  db: Db;
  ledgerId: string;
  agentKeyId: string;
  callers: Readonly<Record<Actor, AppCaller>>;
  model: ModelLedger;
  /** Real ids of rows by the model's numbers, also of those that are gone. */
  ids: Map<number, string>;
  /** Real ids of operations in the model's order. */
  operations: string[];
  /** What time it is for both. */
  clock: Clock;
}

/** A moment in ISO form; it moves with every step. */
export interface Clock {
  now: string;
}

/** The fields that make a write a trial or a repetition. */
export interface CallFields {
  dryRun?: boolean;
  idempotencyKey?: string;
}

/**
 * A step as it is done to both: what it writes to the model (null: it is refused), and the call.
 */
export interface Play {
  writes: readonly Write[] | null;
  call: (fields: CallFields) => Promise<OperationAnswer & { results?: unknown }>;
  /** What else the answer must say. */
  check?: (answer: unknown) => void;
}

/** The real id of a row; a row that never was has none. */
export function idOf({ ids }: Pick<Pair, "ids">, number: number): string {
  const id = ids.get(number);
  if (id === undefined) throw new Error(`Row ${number} of the model has no real one.`);
  return id;
}

export const numberOf = ({ ids }: Pair, id: string): number | undefined =>
  [...ids].find(([, real]) => real === id)?.[0];

/** One of the rows that are there, by any number; undefined when there is none. */
export function pick({ model }: Pair, entity: Entity, at: number): number | undefined {
  const numbers = rowsOf(model.rows, entity).map(([number]) => number);
  return numbers[at % numbers.length];
}

export const currencyOf = ({ model }: Pair, account: number): string =>
  rowOf(model.rows, "account", account)?.currency ?? "EUR";

export const money = (pair: Pair, account: number, amount: bigint) => {
  const currency = currencyOf(pair, account);
  return { amount: formatAmount(amount, currency), currency };
};

/** One line over the whole, or two halves of it. */
export function newLines(
  model: ModelLedger,
  amount: bigint,
  categories: readonly (number | null)[],
): ModelLine[] {
  const half = categories.length === 2 ? amount / 2n : amount;
  return categories.map((category, index) => ({
    number: model.newLineNumber(),
    category,
    amount: index === 0 ? half : amount - half,
  }));
}

/** Lines as a caller sends them. */
export const wireLines = (pair: Pair, account: number, lines: readonly ModelLine[]) =>
  lines.map(({ category, amount }) => ({
    categoryId: category === null ? null : idOf(pair, category),
    amount: money(pair, account, amount),
  }));

/** Every category named is there and not archived. */
export const areUsable = ({ model }: Pair, categories: readonly (number | null)[]): boolean =>
  categories.every(
    (number) => number === null || rowOf(model.rows, "category", number)?.archivedAt === null,
  );

export const pickCategory = (pair: Pair, at: number | null): number | null =>
  at === null ? null : (pick(pair, "category", at) ?? null);
