import type { TransactionKind } from "@pfn/db";
import type { SqlReader } from "../../common/reader";
import type { IdentifiedRow } from "./identify-rows";

/** Where rows are looked for. */
export interface Place {
  ledgerId: string;
  accountId: string;
}

/** A transaction that is there already. */
export interface Known {
  id: string;
  date: Date;
  amountMinor: bigint;
  kind: TransactionKind;
  externalId: string | null;
  fingerprint: string | null;
  deletedAt: Date | null;
}

/** Transactions by what they are known by. */
export type KnownRows = Map<string, Known>;

/**
 * Transactions of the account that bear the identity of a row, tombstones included (invariant 7).
 */
export function findKnown(
  db: SqlReader,
  { ledgerId, accountId }: Place,
  rows: readonly IdentifiedRow[],
): Promise<Known[]> {
  const externalIds = JSON.stringify(
    rows.map(({ externalId }) => externalId).filter((id) => id !== null),
  );
  const fingerprints = JSON.stringify(rows.map(({ fingerprint }) => fingerprint));
  const ownIds = JSON.stringify(rows.map(({ ownId }) => ownId).filter((id) => id !== null));
  return db.$queryRaw<Known[]>`
    select id, date, amount_minor as "amountMinor", kind::text,
      external_id as "externalId", fingerprint, deleted_at as "deletedAt"
    from transactions where ledger_id = ${ledgerId}::uuid and account_id = ${accountId}::uuid and (
      external_id = any(array(select jsonb_array_elements_text(${externalIds}::jsonb)))
      or fingerprint = any(array(select jsonb_array_elements_text(${fingerprints}::jsonb)))
      or id = any(array(select jsonb_array_elements_text(${ownIds}::jsonb)::uuid)))`;
}

export function addKnown(row: Known, known: KnownRows): void {
  known.set(row.id, row);
  if (row.externalId !== null) known.set(`e ${row.externalId}`, row);
  if (row.fingerprint !== null) known.set(`f ${row.fingerprint}`, row);
}

/**
 * The transaction that bears a row's identity: an id with an equal amount first, then the
 * fingerprint, then an id on another amount, which some banks use twice.
 */
export function findSame(row: IdentifiedRow, known: KnownRows): Known | undefined {
  const own = row.ownId === null ? undefined : known.get(row.ownId);
  const named = row.externalId === null ? undefined : known.get(`e ${row.externalId}`);
  const isEqual = (one: Known | undefined) => one?.amountMinor.toString() === row.amountMinor;
  if (isEqual(own)) return own;
  if (isEqual(named)) return named;
  return known.get(`f ${row.fingerprint}`) ?? own ?? named;
}
