import { toMoney } from "../../../common/money/money";
import type { BalanceCheck } from "../balance-schema";
import type { ReadRow } from "../file-part";

interface Step {
  line: number;
  /** Of the row, and of those before it that have no balance. */
  amount: bigint;
  balance: bigint;
}

/**
 * Compares a file's running balance with its amounts. Rows stand oldest first or newest first, and
 * a card's balance may be what is owed: the reading in which more rows follow from their neighbour
 * is taken. A row without balance counts for the next one that has one; a row that is not booked
 * counts for none. Null when no row has a balance.
 */
export function checkBalance(rows: readonly ReadRow[], currency: string): BalanceCheck | null {
  const booked = rows.filter(({ isBooked }) => isBooked).map(toMoved);
  const upwards = booked.toReversed();
  let ordered = toSteps(booked, 1n);
  for (const [moved, sign] of [
    [upwards, 1n],
    [booked, -1n],
    [upwards, -1n],
  ] as const) {
    const least = breaks(ordered).length;
    const rival = least === 0 ? ordered : toSteps(moved, sign);
    if (breaks(rival).length < least) ordered = rival;
  }
  const [first, ...later] = ordered;
  const last = ordered.at(-1);
  if (first === undefined || last === undefined) return null;
  const computed = later.reduce((sum, { amount }) => sum + amount, first.balance);
  return {
    source: "column",
    joins: true,
    expected: toMoney(last.balance, currency),
    computed: toMoney(computed, currency),
    gap: toMoney(last.balance - computed, currency),
    brokenAtLine: breaks(ordered)[0] ?? null,
  };
}

interface Moved extends Omit<Step, "balance"> {
  balance: bigint | null;
}

const toMoved = ({ line, amountMinor, balanceMinor }: ReadRow): Moved => ({
  line,
  amount: BigInt(amountMinor),
  balance: balanceMinor === null ? null : BigInt(balanceMinor),
});

function toSteps(rows: readonly Moved[], sign: 1n | -1n): Step[] {
  const steps: Step[] = [];
  let waiting = 0n;
  for (const { line, amount: own, balance } of rows) {
    const amount = waiting + sign * own;
    waiting = balance === null ? amount : 0n;
    if (balance !== null) steps.push({ line, amount, balance });
  }
  return steps;
}

/** Lines whose balance does not follow from the one before. */
function breaks(steps: readonly Step[]): number[] {
  const lines: number[] = [];
  let before: bigint | null = null;
  for (const { line, amount, balance } of steps) {
    if (before !== null && balance !== before + amount) lines.push(line);
    before = balance;
  }
  return lines;
}
