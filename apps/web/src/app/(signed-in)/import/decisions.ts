import { toMinor } from "#ui/money.ts";
import type { Commit, Decision, Import, ImportRow } from "./import-words";
import type { Draft } from "./targets";

/** What was decided about a row, and what it would add to its account. */
interface Decided {
  decision: Decision;
  minor: bigint;
  date: string | null;
}

/** What the person chose for one preview. */
export interface Chosen {
  decisions: ReadonlyMap<number, Decided>;
  /** Whether its opening balance is added; null: as proposed. */
  addsOpening: boolean | null;
}

/** By the id of the import. A file that is read again is another import, and is decided anew. */
export type Choices = ReadonlyMap<string, Chosen>;

const NOTHING: Chosen = { decisions: new Map(), addsOpening: null };

export const chosenFor = (choices: Choices, { id }: Pick<Import, "id">): Chosen =>
  choices.get(id) ?? NOTHING;

/** A row's decision, or null for none. */
export function decide(
  choices: Choices,
  id: string,
  { row, decision }: { row: ImportRow; decision: Decision | null },
): Choices {
  const chosen = chosenFor(choices, { id });
  const decisions = new Map(chosen.decisions);
  const minor = row.amount === null ? 0n : toMinor(row.amount.amount);
  if (decision === null) decisions.delete(row.index);
  else decisions.set(row.index, { decision, minor, date: row.date });
  return new Map([...choices, [id, { ...chosen, decisions }]]);
}

/** What a commit will do. */
export interface Plan {
  added: number;
  matched: number;
  held: number;
  openings: number;
}

/** The plan for one preview. */
export function planOf({ found, isNew }: Draft, choices: Choices, offered: boolean): Plan {
  const { decisions } = chosenFor(choices, found);
  const chosen = [...decisions.values()].map(({ decision }) => decision);
  return {
    added: found.rows.new + chosen.filter((decision) => decision === "import").length,
    matched: chosen.filter((decision) => decision === "match").length,
    held: found.rows.possible_match - chosen.length,
    openings: offered && addsOpening({ found, isNew }, choices) ? 1 : 0,
  };
}

/**
 * An opening balance is proposed for an account that was made here, and offered for others: they
 * may have had a past before pfn knew them.
 */
export const addsOpening = (
  { found, isNew }: Pick<Draft, "found" | "isNew">,
  choices: Choices,
): boolean => found.opening !== null && (chosenFor(choices, found).addsOpening ?? isNew);

/**
 * Of several files of one account only the oldest can bring its opening balance: what the others
 * lack, its rows are about to add.
 */
export const offersOpening = ({ found, accountId }: Draft, drafts: readonly Draft[]): boolean =>
  found.opening !== null && found.id === oldestOf(accountId, drafts)?.id;

const oldestOf = (accountId: string, drafts: readonly Draft[]): Import | undefined =>
  inOrder(drafts.filter((draft) => draft.accountId === accountId))[0]?.found;

const inOrder = (drafts: readonly Draft[]): Draft[] =>
  drafts.toSorted((one, other) => {
    const [first, second] = [one.found.opening?.on ?? "", other.found.opening?.on ?? ""];
    return first < second ? -1 : first > second ? 1 : 0;
  });

/** One commit of all previews that have something to add, the oldest first; null for none. */
export function toCommit(
  drafts: readonly Draft[],
  choices: Choices,
  createCategories: boolean,
): Commit | null {
  const [first, ...also] = inOrder(drafts).flatMap((draft) => {
    const { added, matched, openings } = planOf(draft, choices, offersOpening(draft, drafts));
    if (added + matched + openings === 0) return [];
    const decided = chosenFor(choices, draft.found).decisions;
    return [
      {
        id: draft.found.id,
        decisions: [...decided].map(([index, { decision }]) => ({ index, decision })),
        addOpening: openings > 0,
      },
    ];
  });
  if (first === undefined) return null;
  return {
    ...first,
    ...(also.length > 0 && { also }),
    ...(createCategories && drafts.some(isOfApp) && { createCategories }),
  };
}

/** Whether the file is another program's, which names categories. */
export const isOfApp = ({ target: { preview } }: Pick<Draft, "target">): boolean =>
  (preview?.mapping.app ?? null) !== null;
