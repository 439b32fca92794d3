import type { TransactionKind } from "@pfn/db";
import { fromIsoDay } from "../../common/fields";
import type { SqlReader } from "../../common/reader";
import { DAY_MS } from "../../common/time/lengths";
import { mapYielding, yieldIfDue } from "../../common/yield-to-event-loop";
import { chunk } from "../../ledger/entities/row-writer";
import { type BadRow, isBad } from "./file-part";
import type { IdentifiedRow } from "./identify-rows";
import type { VerdictKind } from "./schema";

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

interface CandidateLook extends Place {
  /** Whether rows of the file lack a bank's id, and whether others have one. */
  anyWithoutId: boolean;
  anyWithId: boolean;
  /** The first and the last day of the file. */
  first: string;
  last: string;
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

/**
 * Rows looked up at once: few enough that neither asking for them nor reading the answer holds
 * others up.
 */
const ROWS_PER_LOOK = 2_000;

/** Each row with its verdict, by what its account has already. */
export async function judgeRows<Entry extends { row: IdentifiedRow | BadRow }>(
  db: SqlReader,
  place: Place,
  entries: readonly Entry[],
): Promise<(Entry & { verdict: Verdict })[]> {
  const rows = entries.map(({ row }) => row).filter(isReadable);
  const known = new Map<string, Known>();
  const candidates: Candidates = new Map();
  for (const part of chunk(rows, ROWS_PER_LOOK)) {
    for (const row of await findKnown(db, place, part)) addKnown(row, known);
    await yieldIfDue();
  }
  // By amounts, of which each is looked for once, however many rows have it.
  const amounts = [...new Set(rows.map(({ amountMinor }) => amountMinor))];
  const look = lookFor(place, rows);
  for (const part of chunk(amounts, ROWS_PER_LOOK)) {
    for (const row of await findCandidates(db, look, part)) {
      addCandidate(row, candidates);
      await yieldIfDue();
    }
  }
  const taken = new Set([...known.values()].map(({ id }) => id));
  const judge = (row: IdentifiedRow | BadRow): Verdict => {
    if (isBad(row)) return { kind: "error", matchId: null, reason: row.reason };
    if (!row.isBooked) return { kind: "not_booked", matchId: null, reason: null };
    const same = findSame(row, known);
    return same === undefined ? judgeNew(row, candidates, taken) : judgeSame(row, same);
  };
  return mapYielding(entries, (entry) => ({ ...entry, verdict: judge(entry.row) }));
}

const isReadable = (row: IdentifiedRow | BadRow): row is IdentifiedRow => !isBad(row);

/** One transaction is no more than one row of the file: what is matched is taken. */
function judgeNew(row: IdentifiedRow, candidates: Candidates, taken: Set<string>): Verdict {
  const match = takeClosest(row, candidates, taken);
  if (match === null) return { kind: "new", matchId: null, reason: null };
  taken.add(match);
  return { kind: "possible_match", matchId: match, reason: null };
}

function findSame(row: IdentifiedRow, known: ReadonlyMap<string, Known>): Known | undefined {
  const own = row.ownId === null ? undefined : known.get(row.ownId);
  return (
    own ??
    known.get(`f ${row.fingerprint}`) ??
    (row.externalId === null ? undefined : known.get(`e ${row.externalId}`))
  );
}

/**
 * The bank's id on another amount is no proof: some banks use a number twice, some correct a row.
 */
function judgeSame(row: IdentifiedRow, { id, amountMinor, externalId, deletedAt }: Known): Verdict {
  if (amountMinor.toString() !== row.amountMinor)
    return {
      kind: "possible_match",
      matchId: id,
      reason: null,
      isIdTaken: externalId === row.externalId,
    };
  return {
    kind: deletedAt === null ? "duplicate" : "previously_deleted",
    matchId: id,
    reason: null,
  };
}

/**
 * Transactions of the account that bear the identity of a row, tombstones included (invariant 7).
 */
function findKnown(
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

function addKnown(row: Known, known: Map<string, Known>): void {
  known.set(row.id, row);
  if (row.externalId !== null) known.set(`e ${row.externalId}`, row);
  if (row.fingerprint !== null) known.set(`f ${row.fingerprint}`, row);
}

/**
 * Ids of transactions by what a row must have in common with them ({@link groupOf}) and by day;
 * those of one day the last one first.
 */
type Candidates = Map<string, Map<number, string[]>>;

interface Group {
  amountMinor: string | bigint;
  isOpening: boolean;
  /** What bears an identity of the same kind as a row is another row of the bank, however alike. */
  lacks: "externalId" | "fingerprint";
}

const groupOf = ({ amountMinor, isOpening, lacks }: Group) =>
  `${amountMinor} ${isOpening} ${lacks}`;

/** Days as numbers, so that the days around one cost no dates. */
const toDayNumber = (day: Date) => day.getTime() / DAY_MS;

function lookFor(place: Place, rows: readonly IdentifiedRow[]): CandidateLook {
  const look = {
    ...place,
    anyWithoutId: false,
    anyWithId: false,
    first: rows[0]?.date ?? "",
    last: rows[0]?.date ?? "",
  };
  for (const { externalId, date } of rows) {
    if (externalId === null) look.anyWithoutId = true;
    else look.anyWithId = true;
    if (date < look.first) look.first = date;
    if (date > look.last) look.last = date;
  }
  return look;
}

/**
 * Live transactions that a row may be although they do not bear its identity: written by hand, or
 * imported from a file of another kind.
 */
const findCandidates = (
  db: SqlReader,
  { ledgerId, accountId, anyWithoutId, anyWithId, first, last }: CandidateLook,
  amounts: readonly string[],
): Promise<Known[]> =>
  db.$queryRaw<Known[]>`
    select id, date, amount_minor as "amountMinor", kind::text,
      external_id as "externalId", fingerprint, deleted_at as "deletedAt"
    from transactions
    where ledger_id = ${ledgerId}::uuid and account_id = ${accountId}::uuid and deleted_at is null
      and date between ${first}::date - ${MATCH_DAYS}::int and ${last}::date + ${MATCH_DAYS}::int
      and ((${anyWithoutId} and fingerprint is null) or (${anyWithId} and external_id is null))
      and amount_minor = any(
        array(select jsonb_array_elements_text(${JSON.stringify(amounts)}::jsonb)::bigint))
    order by id desc`;

function addCandidate(
  { id, date, amountMinor, kind, ...identity }: Known,
  candidates: Candidates,
): void {
  for (const lacks of ["externalId", "fingerprint"] as const) {
    if (identity[lacks] !== null) continue;
    const group = groupOf({ amountMinor, isOpening: kind === "opening", lacks });
    const days = candidates.get(group) ?? new Map<number, string[]>();
    const ids = days.get(toDayNumber(date)) ?? [];
    ids.push(id);
    candidates.set(group, days.set(toDayNumber(date), ids));
  }
}

/** Days away from a row's own, nearest first. */
const DISTANCES = Array.from({ length: MATCH_DAYS }, (_, days) => [-days - 1, days + 1]).flat();

/**
 * The nearest transaction that is not taken. What is taken leaves its group for good, so that as
 * many equal rows as a file can hold cost no more than as many different ones.
 */
function takeClosest(
  row: IdentifiedRow,
  candidates: Candidates,
  taken: ReadonlySet<string>,
): string | null {
  const group = groupOf({
    amountMinor: row.amountMinor,
    isOpening: row.kind === "opening",
    lacks: row.externalId === null ? "fingerprint" : "externalId",
  });
  const days = candidates.get(group);
  if (days === undefined) return null;
  const day = toDayNumber(fromIsoDay(row.date));
  for (const distance of [0, ...DISTANCES]) {
    const ids = days.get(day + distance) ?? [];
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) if (!taken.has(id)) return id;
  }
  return null;
}
