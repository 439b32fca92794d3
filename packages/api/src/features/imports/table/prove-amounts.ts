import { yieldIfDue } from "../../../common/yield-to-event-loop";
import {
  type AmountMapping,
  areExclusive,
  pairedValues,
  pairOf,
  signedValues,
  valueKey,
} from "./amount-models";
import { type Chain, type Flow, followChain, isProof, worthOf } from "./chain";
import { fitOf } from "./headings";
import type { MoneyColumn } from "./money-columns";
import { learnWords, type WordColumn } from "./word-columns";

/** Amounts that a column of balances follows from. */
export interface Proof {
  amount: AmountMapping;
  values: readonly (number | null)[];
  balance: MoneyColumn;
  chain: Chain;
  /** The columns whose sizes it proves. */
  columns: readonly MoneyColumn[];
  words: number;
}

interface Setting {
  money: readonly MoneyColumn[];
  /** Columns of few words, any of which may say which way money goes. */
  words: readonly WordColumn[];
  flow: Flow;
}

/** What may be the amounts of a table, before it is compared with balances. */
interface Guess {
  amount: AmountMapping;
  values: readonly (number | null)[];
  columns: readonly MoneyColumn[];
  /** Simpler guesses win among equals. */
  parts: number;
  /** How many words say the direction; 0 where none do. */
  words: number;
}

/**
 * The amounts that columns of balances prove best, even against the headings: one column of either
 * sign, two columns, an unsigned one beside words, each with a fee taken off or without. Several
 * where they read the rows differently: no balance covers the oldest row. The simplest comes first.
 */
export async function proveAmounts({ money, words, flow }: Setting): Promise<Proof[]> {
  let best: (Proof & { rank: readonly number[] })[] = [];
  for (const balance of money) {
    const others = money.filter((column) => column !== balance);
    const balances = signedValues(balance, "as_written");
    const isNamed = fitOf(balance.column.heading, "balance") > 0;
    for (const guess of guessesOf(others, { words, balances, flow })) {
      const chain = followChain(balances, guess.values, flow);
      const isMoney = guess.columns.some(({ column }) => column.isMoney);
      if (!isProof(chain, { amounts: guess.values, isMoney, isNamed })) continue;
      const score = guess.columns.reduce((sum, column) => sum + column.score, 0) / guess.parts;
      const covered = guess.values.filter((value) => value !== null).length;
      const rank = [worthOf(chain), isNamed ? 1 : 0, covered, -guess.parts, score];
      const than = best[0]?.rank.slice(0, EQUALS) ?? [];
      if (isMore(than, rank)) continue;
      best = [
        ...(isMore(rank.slice(0, EQUALS), than) ? [] : best),
        { ...guess, balance, chain, rank },
      ];
    }
    await yieldIfDue();
  }
  const simplest = best.toSorted((a, b) =>
    isMore(b.rank, a.rank) ? 1 : isMore(a.rank, b.rank) ? -1 : 0,
  );
  return withFewestWords(withoutNeedlessFees(differing(simplest)));
}

/** Parts of a rank in which equals are rivals. */
const EQUALS = 3;

/** The first of those that read every row alike. */
const differing = (proofs: readonly Proof[]): Proof[] => {
  const seen = new Set<string>();
  return proofs.filter(({ values }) => {
    const key = valueKey({ values });
    return seen.has(key) ? false : seen.add(key) !== null;
  });
};

/** A fee is taken off only where the balance agrees so and not otherwise. */
const withoutNeedlessFees = (proofs: readonly Proof[]): Proof[] => {
  const plain = proofs.filter(({ amount }) => !("feeColumn" in amount));
  return plain.length > 0 ? plain : [...proofs];
};

/** Of two columns whose words both fit, the one with fewer of them says the direction. */
function withFewestWords(proofs: readonly Proof[]): Proof[] {
  const counts = proofs.map(({ words }) => words).filter((count) => count > 0);
  const fewest = Math.min(...counts);
  return proofs.filter(({ words }) => words === 0 || words === fewest);
}

const isMore = (rank: readonly number[], than: readonly number[]): boolean => {
  const at = rank.findIndex((part, index) => part !== than[index]);
  return at !== -1 && (rank[at] ?? 0) > (than[at] ?? Number.NEGATIVE_INFINITY);
};

interface Beside {
  words: readonly WordColumn[];
  balances: readonly (number | null)[];
  flow: Flow;
}

function* guessesOf(money: readonly MoneyColumn[], beside: Beside): Generator<Guess> {
  for (const column of money) {
    yield* singles(column);
    yield* withFees(column, money);
    if (column.negatives === 0) yield* withWords(column, beside);
    for (const into of money) {
      if (into === column || !areExclusive(column, into)) continue;
      const [amount, values] = [pairOf(column, into), pairedValues(column, into)];
      yield { amount, values, columns: [column, into], parts: 2, words: 0 };
    }
  }
}

const SIGNS = ["as_written", "inverted"] as const;

function* singles(column: MoneyColumn): Generator<Guess> {
  for (const sign of SIGNS) {
    const amount = { column: column.number, sign };
    yield { amount, values: signedValues(column, sign), columns: [column], parts: 1, words: 0 };
  }
}

/** A fee that the bank writes apart from the amount it belongs to. */
function* withFees(column: MoneyColumn, money: readonly MoneyColumn[]): Generator<Guess> {
  for (const fee of money) {
    const hasFees = fee !== column && fee.negatives + fee.positives > 0;
    if (!hasFees) continue;
    for (const sign of SIGNS) {
      const values = signedValues(column, sign).map((value, at) =>
        value === null ? null : value - Math.abs(fee.values[at]?.minor ?? 0),
      );
      const amount = { column: column.number, sign, feeColumn: fee.number };
      yield { amount, values, columns: [column], parts: 3, words: 0 };
    }
  }
}

function* withWords(column: MoneyColumn, { words, balances, flow }: Beside): Generator<Guess> {
  for (const typeColumn of words) {
    const learned = learnWords(column, { typeColumn, balances, flow });
    const count = typeColumn.words.length;
    if (learned !== null) yield { ...learned, columns: [column], parts: 2, words: count };
  }
}
