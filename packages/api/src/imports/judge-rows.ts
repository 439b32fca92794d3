import type { Db, TransactionKind, Tx } from "@pfn/db";
import { fromIsoDay, isoDay } from "../schema/common";
import type { ReadRow } from "./csv/parse-rows";
import type { Identity } from "./identify-rows";
import type { VerdictKind } from "./schema";

export type IdentifiedRow = ReadRow & Identity;

/** What a row is to the ledger. `matchId` names the transaction that it is, was, or may be. */
export interface Verdict {
  kind: VerdictKind;
  matchId: string | null;
  reason: string | null;
  /** True when the transaction at `matchId` bears the row's bank id, so that no other can. */
  isIdTaken?: boolean;
}

interface Place {
  ledgerId: string;
  accountId: string;
}

/** A transaction that is there already. */
interface Known {
  id: string;
  date: Date;
  amountMinor: bigint;
  kind: TransactionKind;
  externalId: string | null;
  fingerprint: string | null;
  deletedAt: Date | null;
}

/** A bank may book a few days after the purchase was written down by hand. */
const MATCH_DAYS = 4;

/** Each row against what its account has already, in the rows' order. */
export async function judgeRows(db: Db | Tx, place: Place, rows: readonly IdentifiedRow[]): Promise<Verdict[]> {
  const known = await findKnown(db, place, rows);
  const candidates = await findCandidates(db, place, rows);
  const taken = new Set([...known.values()].map(({ id }) => id));
  return rows.map((row): Verdict => {
    const same = findSame(row, known);
    if (same !== undefined) return judgeSame(row, same);
    const match = closestMatch(row, candidates, taken);
    if (match === undefined) return { kind: "new", matchId: null, reason: null };
    // One transaction is no more than one row of the file.
    taken.add(match.id);
    return { kind: "possible_match", matchId: match.id, reason: null };
  });
}

function findSame(row: IdentifiedRow, known: ReadonlyMap<string, Known>): Known | undefined {
  const own = row.ownId === null ? undefined : known.get(row.ownId);
  return (
    own ?? known.get(`f ${row.fingerprint}`) ?? (row.externalId === null ? undefined : known.get(`e ${row.externalId}`))
  );
}

/** The bank's id on another amount is no proof: some banks use a number twice, some correct a row. */
function judgeSame(row: IdentifiedRow, { id, amountMinor, externalId, deletedAt }: Known): Verdict {
  if (amountMinor.toString() !== row.amountMinor)
    return { kind: "possible_match", matchId: id, reason: null, isIdTaken: externalId === row.externalId };
  return { kind: deletedAt === null ? "duplicate" : "previously_deleted", matchId: id, reason: null };
}

/** Transactions of the account that bear the identity of a row, tombstones included (invariant 7). */
async function findKnown(db: Db | Tx, { ledgerId, accountId }: Place, rows: readonly IdentifiedRow[]) {
  const externalIds = JSON.stringify(rows.flatMap(({ externalId }) => externalId ?? []));
  const fingerprints = JSON.stringify(rows.map(({ fingerprint }) => fingerprint));
  const ownIds = JSON.stringify(rows.flatMap(({ ownId }) => ownId ?? []));
  const found = await db.$queryRaw<Known[]>`
    select id, date, amount_minor as "amountMinor", kind::text, external_id as "externalId", fingerprint, deleted_at as "deletedAt"
    from transactions where ledger_id = ${ledgerId}::uuid and account_id = ${accountId}::uuid and (
      external_id = any(array(select jsonb_array_elements_text(${externalIds}::jsonb)))
      or fingerprint = any(array(select jsonb_array_elements_text(${fingerprints}::jsonb)))
      or id = any(array(select jsonb_array_elements_text(${ownIds}::jsonb)::uuid)))`;
  const known = new Map<string, Known>();
  for (const row of found) {
    known.set(row.id, row);
    if (row.externalId !== null) known.set(`e ${row.externalId}`, row);
    if (row.fingerprint !== null) known.set(`f ${row.fingerprint}`, row);
  }
  return known;
}

/**
 * Live transactions that a row may be although they do not bear its identity: written by hand, or imported from a file of another kind. What
 * bears an identity of the same kind is another row of the bank, however alike.
 */
async function findCandidates(db: Db | Tx, { ledgerId, accountId }: Place, rows: readonly IdentifiedRow[]) {
  const dates = rows.map(({ date }) => date).sort();
  const [first = "", last = ""] = [dates[0], dates.at(-1)];
  const amounts = JSON.stringify([...new Set(rows.map(({ amountMinor }) => amountMinor))]);
  const [anyWithout, anyWith] = [
    rows.some(({ externalId }) => externalId === null),
    rows.some(({ externalId }) => externalId !== null),
  ];
  if (first === "") return new Map<string, Known[]>();
  const found = await db.$queryRaw<Known[]>`
    select id, date, amount_minor as "amountMinor", kind::text, external_id as "externalId", fingerprint, deleted_at as "deletedAt"
    from transactions
    where ledger_id = ${ledgerId}::uuid and account_id = ${accountId}::uuid and deleted_at is null
      and date between ${first}::date - ${MATCH_DAYS}::int and ${last}::date + ${MATCH_DAYS}::int
      and ((${anyWithout} and fingerprint is null) or (${anyWith} and external_id is null))
      and amount_minor = any(array(select jsonb_array_elements_text(${amounts}::jsonb)::bigint))
    order by date, id`;
  const byAmount = new Map<string, Known[]>();
  for (const row of found) {
    const key = row.amountMinor.toString();
    byAmount.set(key, [...(byAmount.get(key) ?? []), row]);
  }
  return byAmount;
}

function closestMatch(
  row: IdentifiedRow,
  candidates: ReadonlyMap<string, Known[]>,
  taken: ReadonlySet<string>,
): Known | undefined {
  const day = fromIsoDay(row.date).getTime();
  return (candidates.get(row.amountMinor) ?? [])
    .filter(
      ({ id, kind, externalId, fingerprint }) =>
        !taken.has(id) &&
        (kind === "opening") === (row.kind === "opening") &&
        (row.externalId === null ? fingerprint : externalId) === null,
    )
    .map((known) => ({ known, days: Math.abs(fromIsoDay(isoDay(known.date)).getTime() - day) / 86_400_000 }))
    .filter(({ days }) => days <= MATCH_DAYS)
    .sort((a, b) => a.days - b.days)[0]?.known;
}
