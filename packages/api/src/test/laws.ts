import { expect } from "vitest";
import { BOOKS, type Dump, type Row } from "./dump-tables";

// What a key may never do to the rows, with any calls.

/** What must hold between the tables before and after any calls. */
export type Law = (before: Dump, after: Dump) => void;

/** Of a table's rows, by id, the fields named; all of them unless set. */
const rowsOf = (dump: Dump, table: string, fields?: readonly string[]): Map<unknown, Row> =>
  new Map(
    (dump[table] ?? []).map((row) => [
      row["id"],
      fields === undefined ? row : Object.fromEntries(fields.map((field) => [field, row[field]])),
    ]),
  );

/** Every row that was there is there, and the same. */
function expectKept(
  table: string,
  { before, after }: { before: Dump; after: Dump },
  fields?: readonly string[],
): void {
  const now = rowsOf(after, table, fields);
  for (const [id, row] of rowsOf(before, table, fields))
    expect(now.get(id), `${table} ${String(id)}`).toEqual(row);
}

export const changesNothing: Law = (before, after) => expect(after).toEqual(before);

export const keepsAllRows: Law = (before, after) => {
  for (const table of BOOKS) expectKept(table, { before, after });
};

export const categorizesOnly: Law = (before, after) => {
  for (const table of ["accounts", "balance_checks", "categories", "transfers", "imports"])
    expect(rowsOf(after, table), table).toEqual(rowsOf(before, table));
  const fixed = ["amount_minor", "currency", "date", "account_id", "status", "kind", "deleted_at"];
  expect(rowsOf(after, "transactions", fixed)).toEqual(rowsOf(before, "transactions", fixed));
};

export const keepsAccounts: Law = (before, after) =>
  expect(rowsOf(after, "accounts")).toEqual(rowsOf(before, "accounts"));

/** Merging moves lines; a transaction stays what it was worth, when and where. */
export const arrangesCategoriesOnly: Law = (before, after) => {
  for (const table of ["accounts", "balance_checks", "transfers"])
    expect(rowsOf(after, table), table).toEqual(rowsOf(before, table));
  const fixed = [
    "amount_minor",
    "currency",
    "date",
    "account_id",
    "status",
    "kind",
    "payee",
    "note",
    "deleted_at",
  ];
  expect(rowsOf(after, "transactions", fixed)).toEqual(rowsOf(before, "transactions", fixed));
};

export const managesAccountsOnly: Law = (before, after) => {
  for (const table of ["categories", "transactions", "transaction_lines", "transfers"])
    expectKept(table, { before, after });
};
