import { fromIsoDay } from "../../common/fields";
import type { SqlReader } from "../../common/reader";
import { DAY_MS } from "../../common/time/lengths";
import { areContained, wordsOf } from "./contains-words";
import type { IdentifiedRow } from "./identify-rows";
import type { Known, Place } from "./known-rows";

/** A live transaction that a row may be although it does not bear the row's identity. */
export interface Candidate extends Known {
  payee: string;
  note: string | null;
  rawText: string | null;
  /** Of the file that brought it; null for one that no file brought. */
  format: string | null;
}

/** Days between which candidates are looked for, and the file's own format. */
export interface CandidateLook extends Place {
  first: string;
  last: string;
}

/** A bank may book a few days after the purchase was written down by hand. */
export const MATCH_DAYS = 4;

/** Live transactions with one of the amounts, around the days of the rows. */
export const findCandidates = (
  db: SqlReader,
  { ledgerId, accountId, first, last }: CandidateLook,
  amounts: readonly string[],
): Promise<Candidate[]> =>
  db.$queryRaw<Candidate[]>`
    select t.id, t.date, t.amount_minor as "amountMinor", t.kind::text,
      t.external_id as "externalId", t.fingerprint, t.deleted_at as "deletedAt",
      t.payee, t.note, t.raw_text as "rawText", i.format
    from transactions t left join imports i on i.id = t.import_id
    where t.ledger_id = ${ledgerId}::uuid and t.account_id = ${accountId}::uuid
      and t.deleted_at is null
      and t.date between ${first}::date - ${MATCH_DAYS}::int and ${last}::date + ${MATCH_DAYS}::int
      and t.amount_minor = any(
        array(select jsonb_array_elements_text(${JSON.stringify(amounts)}::jsonb)::bigint))
    order by t.id desc`;

/** Candidates that no row has taken yet. */
export interface Candidates {
  /**
   * Ids of those that lack what the row is known by, by what they must have in common with it and
   * by day; those of one day the last one first.
   */
  lacking: Map<string, Map<number, string[]>>;
  /** Those of one day and amount, however they are known. */
  sameDay: Map<string, { candidate: Candidate; texts: Texts | null }[]>;
}

/** The words of a row: of the bank's own text, and of all that it says. */
interface Texts {
  own: ReadonlySet<string>;
  all: ReadonlySet<string>;
}

const textsOf = ({
  payee,
  note,
  rawText,
}: Pick<Candidate, "payee" | "note" | "rawText">): Texts => ({
  own: wordsOf(rawText ?? payee),
  all: wordsOf(payee, rawText, note),
});

export const noCandidates = (): Candidates => ({ lacking: new Map(), sameDay: new Map() });

interface Group {
  amountMinor: string | bigint;
  isOpening: boolean;
  lacks: "externalId" | "fingerprint";
}

const groupOf = ({ amountMinor, isOpening, lacks }: Group) =>
  `${amountMinor} ${isOpening} ${lacks}`;

/** Days as numbers, so that the days around one cost no dates. */
const toDayNumber = (day: Date) => day.getTime() / DAY_MS;

const dayPlace = (day: number, amountMinor: string | bigint, isOpening: boolean) =>
  `${day} ${amountMinor} ${isOpening}`;

export function addCandidate(candidate: Candidate, { lacking, sameDay }: Candidates): void {
  const { id, date, amountMinor, kind } = candidate;
  const [day, isOpening] = [toDayNumber(date), kind === "opening"];
  const place = dayPlace(day, amountMinor, isOpening);
  const there = sameDay.get(place) ?? [];
  there.push({ candidate, texts: null });
  sameDay.set(place, there);
  for (const lacks of ["externalId", "fingerprint"] as const) {
    if (candidate[lacks] !== null) continue;
    const group = groupOf({ amountMinor, isOpening, lacks });
    const days = lacking.get(group) ?? new Map<number, string[]>();
    const ids = days.get(day) ?? [];
    ids.push(id);
    lacking.set(group, days.set(day, ids));
  }
}

/** Days away from a row's own, nearest first. */
const DISTANCES = Array.from({ length: MATCH_DAYS }, (_, days) => [-days - 1, days + 1]).flat();

/** A row that looks for what it may be, and what other rows have taken. */
interface Search {
  candidates: Candidates;
  taken: ReadonlySet<string>;
}

/**
 * The nearest transaction that lacks what the row is known by and is not taken: written by hand, or
 * from a file that knows its rows otherwise. What is taken leaves its group for good, so that as
 * many equal rows as a file can hold cost no more than as many different ones.
 */
export function takeClosest(
  row: IdentifiedRow,
  { candidates: { lacking }, taken }: Search,
  reach: "same day" | "any day",
): string | null {
  const group = groupOf({
    amountMinor: row.amountMinor,
    isOpening: row.kind === "opening",
    lacks: row.externalId === null ? "fingerprint" : "externalId",
  });
  const days = lacking.get(group);
  if (days === undefined) return null;
  const day = toDayNumber(fromIsoDay(row.date));
  for (const distance of reach === "same day" ? [0] : DISTANCES) {
    const ids = days.get(day + distance) ?? [];
    for (let id = ids.pop(); id !== undefined; id = ids.pop()) if (!taken.has(id)) return id;
  }
  return null;
}

/** Transactions of one day and amount whose texts are compared with a row's. */
const MOST_COMPARED = 20;

/**
 * A transaction of the same day and amount whose words agree with the row's: one text has each word
 * of the other. Brought by another file, it may be known by what rows of this file are known by
 * too, since a longer export writes longer texts.
 */
export function takeSimilar(
  row: IdentifiedRow,
  { candidates: { sameDay }, taken }: Search,
  format: string,
): string | null {
  const day = toDayNumber(fromIsoDay(row.date));
  const there = sameDay.get(dayPlace(day, row.amountMinor, row.kind === "opening")) ?? [];
  if (there.length === 0) return null;
  const texts = textsOf(row);
  const kept: typeof there = [];
  let found: string | null = null;
  while (found === null && kept.length < MOST_COMPARED) {
    const place = there.pop();
    if (place === undefined) break;
    const { candidate } = place;
    if (taken.has(candidate.id)) continue;
    if (mayBe(row, candidate, format)) {
      place.texts ??= textsOf(candidate);
      if (areAlike(texts, place.texts)) found = candidate.id;
    }
    if (found === null) kept.push(place);
  }
  // What did not fit stays for the next row; what was taken is gone for good.
  there.push(...kept.reverse());
  return found;
}

/**
 * Rows of one kind of file that bear different ids are different rows. Ids of two kinds of files
 * say nothing of each other.
 */
const mayBe = (row: IdentifiedRow, known: Candidate, format: string): boolean =>
  row.externalId === null || known.externalId === null || known.format !== format;

const areAlike = (one: Texts, other: Texts): boolean =>
  areContained(one.own, other.all) || areContained(other.own, one.all);
