import type { Ambiguity, ImportMapping } from "../schema";
import { type Column, clip, findByHeading } from "./columns";
import { findRunningBalance } from "./find-running-balance";
import { readSample } from "./read-sample";
import { IN_WORDS, OUT_WORDS, plain } from "./words";

type Amount = ImportMapping["amount"];

export interface FoundAmount {
  amount?: Amount;
  balanceColumn?: number | null;
  ambiguous: Ambiguity[];
}

interface Setting {
  /** Columns that are not taken by another role. */
  columns: readonly Column[];
  currency: string;
  /** A debt's statement is often written from the bank's side. */
  isLiability: boolean;
}

/**
 * How the file says how much, and which way. What it does not say is named, with what it can mean.
 */
export function findAmount({ columns, currency, isLiability }: Setting): FoundAmount {
  const numbers = columns.filter(({ isNumber }) => isNumber);
  const [out, into] = [findByHeading(numbers, "out"), findByHeading(numbers, "in")];
  const named = findByHeading(numbers, "balance");
  const balanceColumn = named?.number ?? null;
  if (out !== undefined && into !== undefined && out !== into) {
    return {
      amount: { outColumn: out.number, inColumn: into.number },
      balanceColumn,
      ambiguous: [],
    };
  }
  const money = moneyColumns(numbers.filter((column) => column !== named));
  const single = findByHeading(money, "amount") ?? (money.length === 1 ? money[0] : undefined);
  if (single !== undefined) {
    return { balanceColumn, ...settleSign(single, { columns, currency, isLiability }) };
  }
  const running = findRunningBalance(named === undefined ? money : [...money, named], currency);
  if (running !== null && "outColumn" in running) {
    const { outColumn, inColumn } = running;
    return { amount: { outColumn, inColumn }, balanceColumn: running.balanceColumn, ambiguous: [] };
  }
  const signed =
    running === null ? undefined : money.find(({ number }) => number === running.column);
  if (running !== null && signed !== undefined) {
    return {
      balanceColumn: running.balanceColumn,
      ...settleSign(signed, { columns, currency, isLiability }),
    };
  }
  return { balanceColumn, ambiguous: [askForColumn(money.length === 0 ? columns : money)] };
}

/** Counters and references are numbers too; what looks like money wins. */
function moneyColumns(numbers: readonly Column[]): readonly Column[] {
  const money = numbers.filter(({ isMoney }) => isMoney);
  return money.length > 0
    ? money
    : numbers.filter(({ filled }) => !filled.some((cell) => /^0\d|\d{7}/.test(cell)));
}

function settleSign(column: Column, { columns, currency, isLiability }: Setting): FoundAmount {
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

const askForColumn = (columns: readonly Column[]): Ambiguity => ({
  field: "amount",
  question: "Which column holds the amount? Money that leaves may also have a column of its own.",
  options: columns.slice(0, 12).map(({ number, name, filled }) => ({
    value: { column: number, sign: "as_written" },
    means:
      `Column ${number}${name === null ? "" : `, ${clip(name)}`}, ` +
      `as in ${clip(filled[0] ?? "an empty cell")}.`,
  })),
});
