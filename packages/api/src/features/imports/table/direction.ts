import { type AmountModel, signedValues } from "./amount-models";
import type { MoneyColumn } from "./money-columns";
import {
  amountByWords,
  isOutWord,
  saysDirection,
  valuesByWords,
  type WordColumn,
} from "./word-columns";

interface Beside {
  words: readonly WordColumn[];
  /** A debt's statement is often written from the bank's side. */
  isLiability: boolean;
}

/**
 * The ways in which the amounts of a single column can go. One, where words in another column or
 * the signs say it: words that contradict all signs turn them, words that contradict some are
 * ignored. Else all that a person may mean, the likeliest first.
 */
export function directionsOf(column: MoneyColumn, { words, isLiability }: Beside): AmountModel[] {
  const asWritten = singleModel(column, "as_written");
  const telling = words.filter(saysDirection).toSorted((a, b) => waysOf(b) - waysOf(a));
  const bySides = signBySides(column);
  if (bySides !== null) return [proven(singleModel(column, bySides), "words")];
  const [type] = telling;
  if (type !== undefined && column.negatives === 0) {
    const model = wordModel(column, type);
    if (model !== null) return [proven(model, "words")];
  }
  for (const both of telling.filter((one) => waysOf(one) === 2)) {
    const agreement = agreementOf(column, both);
    if (agreement === 1) return [proven(asWritten, "words")];
    if (agreement === -1) return [proven(singleModel(column, "inverted"), "words")];
  }
  const { negatives, positives } = column;
  const isClear = isLiability ? negatives > positives : negatives > 0;
  if (isClear) return [proven(asWritten, "signs")];
  return [singleModel(column, "inverted"), asWritten, ...unknownWords(column, words)];
}

/**
 * What `Cr` and `Dr` within the cells say. Where only arrivals are marked, what is not marked
 * leaves.
 */
function signBySides({ values, negatives }: MoneyColumn): "as_written" | "inverted" | null {
  const filled = values.filter(({ minor }) => minor !== null);
  const marked = filled.filter(({ side }) => side !== null);
  if (marked.length === 0) return null;
  const isOnlyIn = marked.every(({ side }) => side === "in");
  return isOnlyIn && marked.length < filled.length && negatives === 0 ? "inverted" : "as_written";
}

const proven = (model: AmountModel, direction: "words" | "signs"): AmountModel => ({
  ...model,
  direction,
});

const singleModel = (column: MoneyColumn, sign: "as_written" | "inverted"): AmountModel => ({
  amount: { column: column.number, sign },
  values: signedValues(column, sign),
  score: column.score,
  direction: null,
  columns: [column],
});

/** Whether a column has words for both ways, or for one. */
const waysOf = ({ words }: WordColumn): number =>
  words.some(isOutWord) && !words.every(isOutWord) ? 2 : 1;

function wordModel(column: MoneyColumn, type: WordColumn): AmountModel | null {
  const [out, into] = [type.words.filter(isOutWord), type.words.filter((word) => !isOutWord(word))];
  const amount = amountByWords(column.number, type.number, { out, into });
  if (amount === null) return null;
  const values = valuesByWords(column, type, isOutWord);
  return { amount, values, score: column.score, direction: null, columns: [column] };
}

/** 1 where words agree with all signs, -1 where they contradict all, 0 else. */
function agreementOf({ values }: MoneyColumn, { cells }: WordColumn): 1 | -1 | 0 {
  const agreeing = values
    .map(({ minor }, at) => Math.sign(minor ?? 0) * (isOutWord(cells[at] ?? "") ? -1 : 1))
    .filter((sign) => sign !== 0);
  if (agreeing.length === 0) return 0;
  if (agreeing.every((sign) => sign > 0)) return 1;
  return agreeing.every((sign) => sign < 0) ? -1 : 0;
}

/** Two words that nobody knows may say it: each of them may be the one for out. */
function unknownWords(column: MoneyColumn, words: readonly WordColumn[]): AmountModel[] {
  if (column.negatives > 0) return [];
  const found: AmountModel[] = [];
  for (const type of words) {
    const isFull = type.cells.every((cell) => cell !== "");
    const comeBack = type.words.length < type.cells.length;
    if (!isFull || !comeBack || type.words.length !== 2) continue;
    for (const out of type.words) {
      const into = type.words.filter((word) => word !== out);
      const amount = amountByWords(column.number, type.number, { out: [out], into });
      const values = valuesByWords(column, type, (word) => word === out);
      if (amount !== null)
        found.push({ amount, values, score: column.score, direction: null, columns: [column] });
    }
  }
  return found;
}
