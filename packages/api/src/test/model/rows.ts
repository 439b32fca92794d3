/**
 * The rows of the model: everything that the real ones' content depends on. Rows name each other by
 * number.
 */
export interface AccountRow {
  entity: "account";
  version: number;
  name: string;
  currency: string;
  closedOn: string | null;
}

export interface CategoryRow {
  entity: "category";
  version: number;
  name: string;
  kind: "expense" | "income";
  parent: number | null;
  archivedAt: string | null;
}

export interface ModelLine {
  /** Tells a line from another one that says the same. */
  number: number;
  category: number | null;
  amount: bigint;
}

export interface TransactionRow {
  entity: "transaction";
  version: number;
  account: number;
  date: string;
  amount: bigint;
  payee: string;
  kind: "regular" | "transfer" | "opening";
  status: "posted" | "pending";
  review: "unreviewed" | "reviewed";
  externalId: string | null;
  deletedAt: string | null;
  lines: readonly ModelLine[];
}

export interface TransferRow {
  entity: "transfer";
  version: number;
  out: number;
  into: number;
}

export type Row = AccountRow | CategoryRow | TransactionRow | TransferRow;
export type Entity = Row["entity"];
export type RowOf<E extends Entity> = Extract<Row, { entity: E }>;
export type Rows = ReadonlyMap<number, Row>;

/** All rows of one kind with their numbers, oldest first. */
export const rowsOf = <E extends Entity>(rows: Rows, entity: E): [number, RowOf<E>][] =>
  [...rows].flatMap(([number, row]) =>
    is(row, entity) ? [[number, row] satisfies [number, RowOf<E>]] : [],
  );

/** One row of a kind, or undefined. */
export function rowOf<E extends Entity>(
  rows: Rows,
  entity: E,
  number: number | null,
): RowOf<E> | undefined {
  const row = number === null ? undefined : rows.get(number);
  return row !== undefined && is(row, entity) ? row : undefined;
}

const is = <E extends Entity>(row: Row, entity: E): row is RowOf<E> => row.entity === entity;
