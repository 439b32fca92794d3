import { refusal } from "../../common/errors/refusal";
import type { Decision } from "./commit-schema";
import type { IdentifiedRow } from "./identify-rows";
import type { Verdict } from "./judge-rows";

/** A row that becomes a transaction, or is one. */
export interface PlannedRow {
  row: IdentifiedRow;
  matchId: string | null;
  isIdTaken: boolean;
}

interface LeftOut {
  index: number;
  reason: string;
  id?: string;
}

interface JudgedRow {
  index: number;
  row: IdentifiedRow;
  verdict: Verdict;
}

/**
 * What becomes of each row: verdicts decide, and for new rows and possible matches the caller may.
 * A possible match without a decision is held: neither added nor lost. `path` is where the preview
 * stands in the input.
 *
 * @throws DomainError BAD_REQUEST for a row that the file does not have, or a second decision about
 *   one; CONFLICT for one that does not fit
 */
export function decideRows(
  rows: readonly JudgedRow[],
  { decisions, path }: { decisions: readonly Decision[]; path: string },
) {
  const decided = readDecisions(rows, decisions, path);
  const imported: PlannedRow[] = [];
  const matched: PlannedRow[] = [];
  const left: LeftOut[] = [];
  const counts = { held: 0, skipped: 0, duplicate: 0, previously_deleted: 0, not_booked: 0 };
  for (const { index, row, verdict } of rows) {
    const { kind, matchId, isIdTaken = false } = verdict;
    const planned = { row, matchId, isIdTaken };
    const decision = decided.get(index);
    if (decision === "skip") leave(index, "skipped", matchId);
    else if (kind === "new" || decision === "import") imported.push(planned);
    else if (decision === "match") matched.push(planned);
    else leave(index, LEFT_OUT.find((verdict) => verdict === kind) ?? "held", matchId);
  }
  return { imported, matched, left, counts };

  function leave(index: number, reason: keyof typeof counts, id: string | null): void {
    counts[reason] += 1;
    left.push({ index, reason, ...(id !== null && { id }) });
  }
}

/** Verdicts that leave a row out by themselves. */
const LEFT_OUT = ["duplicate", "previously_deleted", "not_booked"] as const;

function readDecisions(rows: readonly JudgedRow[], decisions: readonly Decision[], within: string) {
  const places = new Map(rows.map(({ index, verdict }) => [index, verdict]));
  const decided = new Map<number, Decision["decision"]>();
  for (const [at, { index, decision }] of decisions.entries()) {
    const verdict = places.get(index);
    const path = `${within}decisions.${at}`;
    if (verdict === undefined || decided.has(index))
      throw refuseIndex(`${path}.index`, decided.has(index));
    if (!FITTING[decision].includes(verdict.kind))
      throw doesNotFit(`${path}.decision`, decision, verdict);
    decided.set(index, decision);
  }
  return decided;
}

/** The verdicts that leave each decision to the caller. */
const FITTING: Readonly<Record<Decision["decision"], readonly Verdict["kind"][]>> = {
  import: ["new", "possible_match"],
  match: ["possible_match"],
  skip: ["new", "possible_match", "duplicate", "previously_deleted", "not_booked"],
};

const refuseIndex = (path: string, isRepeated: boolean) =>
  refusal(
    "BAD_REQUEST",
    path,
    `${isRepeated ? "decided twice" : "the import has no readable row there"}.`,
    "Send one decision per row, by the `index` that imports.get shows.",
  );

const doesNotFit = (path: string, decision: string, { kind }: Verdict) =>
  refusal(
    "CONFLICT",
    path,
    `"${decision}" does not fit a row that is ${kind}.`,
    "The ledger may have changed since: preview the file again and decide anew.",
  );
