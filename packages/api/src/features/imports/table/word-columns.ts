import type { AmountMapping } from "./amount-models";
import type { Flow } from "./chain";
import type { Column } from "./columns";
import direction from "./headings/direction.json" with { type: "json" };
import { cellAt, type FileRecord } from "./mapping";
import type { MoneyColumn } from "./money-columns";
import { plain } from "./plain";

/** Words in a column of their own that say where the money of an unsigned amount goes. */
const OUT: ReadonlySet<string> = new Set(direction.out.map(plain));
const IN: ReadonlySet<string> = new Set(direction.in.map(plain));

/** Takes a word as it stands in a file. */
export const isOutWord = (word: string): boolean => OUT.has(plain(word));
export const isInWord = (word: string): boolean => IN.has(plain(word));

/** A column of few words, with its word in each row that hypotheses are made on. */
export interface WordColumn {
  column: Column;
  number: number;
  /** The different words, folded. */
  words: readonly string[];
  cells: readonly string[];
}

export const readWordColumns = (
  columns: readonly Column[],
  rows: readonly FileRecord[],
): WordColumn[] =>
  columns.flatMap((column) => {
    const { number, words } = column;
    if (words === null || words.length === 0) return [];
    return [{ column, number, words, cells: rows.map((row) => plain(cellAt(row, number))) }];
  });

/** A column that says in every row which way money goes. */
export const saysDirection = ({ words, cells }: WordColumn): boolean =>
  words.every((word) => OUT.has(word) || IN.has(word)) && cells.every((cell) => cell !== "");

/** A mapping has room for no more words. */
const MOST_WORDS = 10;
const WORD = /^[\p{L}\p{N} .+-]{1,40}$/u;

/** How an unsigned column is read by the words of another. */
export function amountByWords(
  column: number,
  typeColumn: number,
  { out, into }: { out: readonly string[]; into: readonly string[] },
): AmountMapping | null {
  const all = [...out, ...into];
  if (out.length > MOST_WORDS || into.length > MOST_WORDS || !all.every((word) => WORD.test(word)))
    return null;
  return {
    ...{ column, typeColumn, outWords: out.length === 0 ? ["debit"] : [...out] },
    ...(into.length > 0 && { inWords: [...into] }),
  };
}

/** The amounts of an unsigned column under words: negative where a word is one for out. */
export const valuesByWords = (
  { values }: MoneyColumn,
  { cells }: WordColumn,
  isOut: (word: string) => boolean,
): (number | null)[] =>
  values.map(({ minor }, at) =>
    minor === null ? null : isOut(cells[at] ?? "") ? -Math.abs(minor) : Math.abs(minor),
  );

interface Beside {
  typeColumn: WordColumn;
  balances: readonly (number | null)[];
  flow: Flow;
}

/**
 * Words whose meaning the balances tell: each stands only where the balance goes up by the amount,
 * or only where it goes down. Null where a word contradicts itself, or is never seen to move
 * anything. A word of the oldest row alone, which no balance covers, may mean the other way.
 */
export function learnWords(column: MoneyColumn, { typeColumn, balances, flow }: Beside) {
  // Words that hardly come back are names, which say nothing about the next row.
  if (typeColumn.words.length > typeColumn.cells.length / 2) return null;
  const signs = new Map<string, number>();
  for (const [at, { minor }] of column.values.entries()) {
    const before = balances[flow === -1 ? at + 1 : at - 1] ?? null;
    const after = balances[at] ?? null;
    if (minor === null || minor === 0 || before === null || after === null) continue;
    const word = typeColumn.cells[at] ?? "";
    const moved = Math.sign(after - before);
    if (word === "" || Math.abs(after - before) !== minor) return null;
    if ((signs.get(word) ?? moved) !== moved) return null;
    signs.set(word, moved);
  }
  const unseen = typeColumn.words.filter((word) => !signs.has(word));
  const ways = new Set(signs.values());
  if (unseen.length > 1 || (unseen.length === 1 && ways.size > 1)) return null;
  for (const word of unseen) signs.set(word, ways.has(1) ? -1 : 1);
  const [out, into] = [wordsOf(signs, -1), wordsOf(signs, 1)];
  if (out.length === 0 || into.length === 0) return null;
  const amount = amountByWords(column.number, typeColumn.number, { out, into });
  if (amount === null) return null;
  return { amount, values: valuesByWords(column, typeColumn, (word) => out.includes(word)) };
}

const wordsOf = (signs: ReadonlyMap<string, number>, sign: number): string[] =>
  [...signs].filter(([, moved]) => moved === sign).map(([word]) => word);
