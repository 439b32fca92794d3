import type { Ambiguity, ImportMapping } from "../schema";
import { type Column, clip } from "./columns";
import { readSample } from "./read-sample";
import { IN_WORDS, OUT_WORDS, plain } from "./words";

export interface Setting {
  /** Columns that are not taken by another role. */
  columns: readonly Column[];
  currency: string;
  /** A debt's statement is often written from the bank's side. */
  isLiability: boolean;
}

export interface SettledSign {
  amount?: ImportMapping["amount"];
  ambiguous: Ambiguity[];
}

/**
 * Which way the amounts of a single column go: by words in another column, or by their signs. Where
 * neither says it, the caller is asked.
 */
export function settleSign(
  column: Column,
  { columns, currency, isLiability }: Setting,
): SettledSign {
  const { number } = column;
  const signs = column.samples.map((cell) => readSample(cell, currency));
  const negatives = signs.filter((value) => value < 0).length;
  const positives = signs.filter((value) => value > 0).length;
  const type = columns.find((candidate) => candidate !== column && hasTypeWords(candidate));
  if (type !== undefined && negatives === 0) {
    const outWords = [
      ...new Set(type.filled.map(plain).filter((word) => OUT_WORDS.includes(word))),
    ];
    return {
      amount: {
        column: number,
        typeColumn: type.number,
        outWords: outWords.length === 0 ? ["debit"] : outWords,
      },
      ambiguous: [],
    };
  }
  if (type !== undefined) {
    const says = type.samples.map((word) => (isOutWord(word) ? -1 : 1));
    const agreeing = signs
      .map((value, index) => Math.sign(value) * (says[index] ?? 1))
      .filter((value) => value !== 0);
    // Only words for both ways tell against the signs: a column of nothing but "C" may mean
    // something else.
    const isBothWays = type.filled.some(isOutWord) && !type.filled.every(isOutWord);
    if (isBothWays && agreeing.every((value) => value < 0)) {
      return { amount: { column: number, sign: "inverted" }, ambiguous: [] };
    }
    if (agreeing.every((value) => value > 0))
      return { amount: { column: number, sign: "as_written" }, ambiguous: [] };
  }
  const isClear = isLiability ? negatives > positives : negatives > 0;
  if (isClear) return { amount: { column: number, sign: "as_written" }, ambiguous: [] };
  return { ambiguous: [askForSign(column)] };
}

const isOutWord = (cell: string) => OUT_WORDS.includes(plain(cell));

function hasTypeWords({ filled, isNumber, isDate }: Column): boolean {
  if (filled.length === 0 || isNumber || isDate) return false;
  return filled.every((cell) => isOutWord(cell) || IN_WORDS.includes(plain(cell)));
}

const askForSign = ({ number, filled }: Column): Ambiguity => ({
  field: "amount",
  question:
    `Does a plain number such as ${clip(filled[0] ?? "12.50")} in column ${number} leave the ` +
    "account or arrive on it?",
  options: [
    { value: { column: number, sign: "inverted" }, means: "It leaves the account." },
    { value: { column: number, sign: "as_written" }, means: "It arrives on the account." },
  ],
});
