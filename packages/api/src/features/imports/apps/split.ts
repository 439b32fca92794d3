import { cleanLine } from "../../../common/text/text";
import type { OwnLine } from "../csv/own-format";
import type { Posting } from "./posting";
import { badPosting, MAX_LINES, nameOf, type ToldPosting, toPosting } from "./posting";

/** One part of a split. */
export interface SplitPart {
  line: number;
  amount: bigint;
  categoryPath: readonly string[] | null;
  note: string;
}

/** Characters of a line's note. */
const NOTE_CHARS = 500;

export const toLine = ({ amount, categoryPath, note }: Omit<SplitPart, "line">): OwnLine => ({
  category: nameOf(categoryPath),
  categoryPath,
  amountMinor: amount.toString(),
  note: cleanLine(note, NOTE_CHARS) || null,
});

/** One transaction of the parts of a split; of a single part, that one with its category. */
export function joinParts(
  told: Omit<ToldPosting, "amount" | "lines" | "line">,
  parts: readonly SplitPart[],
): Posting {
  const [first, second] = parts;
  const line = first?.line ?? 0;
  const amount = parts.reduce((sum, part) => sum + part.amount, 0n);
  if (parts.length > MAX_LINES) {
    const reason = `Has more than ${MAX_LINES} parts of a split.`;
    return badPosting(told.account, { line, reason, currency: told.currency ?? null });
  }
  if (first !== undefined && second === undefined)
    return toPosting({ ...told, line, amount, categoryPath: first.categoryPath });
  return toPosting({ ...told, line, amount, lines: parts.map(toLine) });
}
