import type { SqlReader } from "../../common/reader";
import { mapYielding, yieldIfDue } from "../../common/yield-to-event-loop";
import { chunk } from "../../ledger/entities/row-writer";
import {
  addCandidate,
  type CandidateLook,
  type Candidates,
  findCandidates,
  noCandidates,
  takeClosest,
  takeSimilar,
} from "./candidates";
import { type BadRow, isBad } from "./file-part";
import type { IdentifiedRow } from "./identify-rows";
import {
  addKnown,
  findKnown,
  findSame,
  type Known,
  type KnownRows,
  type Place,
} from "./known-rows";
import type { VerdictKind } from "./schema";
import { addStated, findStatedRows, type StatedPool, takeStated } from "./stated-rows";

/** What a row is to the ledger. `matchId` names the transaction that it is, was, or may be. */
export interface Verdict {
  kind: VerdictKind;
  matchId: string | null;
  reason: string | null;
  /** True when the transaction at `matchId` bears the row's bank id, so that no other can. */
  isIdTaken?: boolean;
}

/** Where a file goes, and what kind of file it is. */
interface Destination extends Place {
  format: string;
}

/**
 * Rows looked up at once: few enough that neither asking for them nor reading the answer holds
 * others up.
 */
const ROWS_PER_LOOK = 2_000;

/** A file while its rows are judged. */
interface Judging<Entry> {
  db: SqlReader;
  place: Destination;
  entries: readonly Entry[];
  /** One for each entry, once it is known. */
  verdicts: (Verdict | undefined)[];
  /** One transaction is no more than one row of the file: what is matched is taken. */
  taken: Set<string>;
}

type RowEntry = { row: IdentifiedRow | BadRow };

/**
 * Each row with its verdict, by what its account has already. Proofs go before likenesses, each for
 * all rows before the next: the bank's id or the fingerprint; day, amount and stated balance; then
 * the same day, and last the days around.
 */
export async function judgeRows<Entry extends RowEntry>(
  db: SqlReader,
  place: Destination,
  entries: readonly Entry[],
): Promise<(Entry & { verdict: Verdict })[]> {
  const verdicts = new Array<Verdict | undefined>(entries.length);
  const judging = { db, place, entries, verdicts, taken: new Set<string>() };
  await judgeKnown(judging);
  await judgeStated(judging);
  await judgeLikely(judging);
  return entries.map((entry, at) => ({ ...entry, verdict: verdicts[at] ?? NEW }));
}

/** What the ledger knows nothing of. */
export const NEW: Verdict = { kind: "new", matchId: null, reason: null };

async function judgeKnown<Entry extends RowEntry>(judging: Judging<Entry>): Promise<void> {
  const { db, place, verdicts, taken } = judging;
  const known: KnownRows = new Map();
  const rows = openRows(judging).map(({ row }) => row);
  for (const part of chunk(rows, ROWS_PER_LOOK)) {
    for (const row of await findKnown(db, place, part)) addKnown(row, known);
    await yieldIfDue();
  }
  for (const { id } of known.values()) taken.add(id);
  await mapYielding(judging.entries, ({ row }, at) => {
    if (row.isBooked === false)
      verdicts[at] = { kind: "not_booked", matchId: null, reason: whyOpen(row) };
    else if (isBad(row)) verdicts[at] = { kind: "error", matchId: null, reason: row.reason };
    else {
      const same = findSame(row, known);
      if (same !== undefined) verdicts[at] = judgeSame(row, same);
    }
  });
}

/** It comes again when the bank has booked it, and is judged then. */
const whyOpen = (row: IdentifiedRow | BadRow): string =>
  isBad(row) ? row.reason : "The bank has not booked it yet.";

/**
 * The bank's id on another amount is no proof: some banks use a number twice, some correct a row.
 */
function judgeSame(row: IdentifiedRow, { id, amountMinor, externalId, deletedAt }: Known): Verdict {
  if (amountMinor.toString() === row.amountMinor) return judgeThere(id, deletedAt !== null);
  const isIdTaken = externalId === row.externalId;
  return { kind: "possible_match", matchId: id, reason: null, isIdTaken };
}

const judgeThere = (matchId: string, isDeleted: boolean): Verdict => ({
  kind: isDeleted ? "previously_deleted" : "duplicate",
  matchId,
  reason: null,
});

async function judgeStated<Entry extends RowEntry>(judging: Judging<Entry>): Promise<void> {
  const { db, place, verdicts, taken } = judging;
  const pool: StatedPool = new Map();
  const open = openRows(judging).filter(({ row }) => row.statedBalanceMinor);
  for (const part of chunk(open, ROWS_PER_LOOK)) {
    const rows = part.map(({ row }) => row);
    for (const found of await findStatedRows(db, place, rows)) addStated(found, pool);
    await yieldIfDue();
  }
  if (pool.size === 0) return;
  await mapYielding(open, ({ row, at }) => {
    const match = takeStated(row, pool, taken);
    if (match === null) return;
    taken.add(match.id);
    verdicts[at] = judgeThere(match.id, match.isDeleted);
  });
}

async function judgeLikely<Entry extends RowEntry>(judging: Judging<Entry>): Promise<void> {
  const { place, verdicts, taken } = judging;
  const open = openRows(judging);
  const candidates = await readCandidates(judging, open);
  if (candidates.sameDay.size === 0) return;
  const search = { candidates, taken };
  const settle = async (find: (row: IdentifiedRow) => string | null) => {
    await mapYielding(open, ({ row, at }) => {
      if (verdicts[at] !== undefined) return;
      const matchId = find(row);
      if (matchId === null) return;
      taken.add(matchId);
      verdicts[at] = { kind: "possible_match", matchId, reason: null };
    });
  };
  await settle((row) => takeSimilar(row, search, place.format));
  await settle((row) => takeClosest(row, search, "same day"));
  await settle((row) => takeClosest(row, search, "any day"));
}

interface OpenRow {
  row: IdentifiedRow;
  /** Its place in the file. */
  at: number;
}

/** Rows that can be judged and have no verdict yet. */
const openRows = <Entry extends RowEntry>({ entries, verdicts }: Judging<Entry>): OpenRow[] =>
  entries.flatMap(({ row }, at) =>
    verdicts[at] === undefined && !isBad(row) ? [{ row, at }] : [],
  );

/** By amounts, of which each is looked for once, however many rows have it. */
async function readCandidates<Entry extends RowEntry>(
  { db, place, taken }: Judging<Entry>,
  open: readonly OpenRow[],
): Promise<Candidates> {
  const candidates = noCandidates();
  const amounts = [...new Set(open.map(({ row }) => row.amountMinor))];
  const look = lookFor(place, open);
  for (const part of chunk(amounts, ROWS_PER_LOOK)) {
    for (const row of await findCandidates(db, look, part)) {
      if (!taken.has(row.id)) addCandidate(row, candidates);
      await yieldIfDue();
    }
  }
  return candidates;
}

function lookFor({ ledgerId, accountId }: Place, open: readonly OpenRow[]): CandidateLook {
  const first = open[0]?.row.date ?? "";
  const look = { ledgerId, accountId, first, last: first };
  for (const {
    row: { date },
  } of open) {
    if (date < look.first) look.first = date;
    if (date > look.last) look.last = date;
  }
  return look;
}
