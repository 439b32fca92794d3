import type { Column } from "./columns";
import { readSample } from "./read-sample";

type Running = { balanceColumn: number } & (
  | { outColumn: number; inColumn: number }
  | { column: number }
);

/** Fewer rows agree by chance. */
const MIN_ROWS = 3;
/** More columns of money are no bank's; the bound keeps the combinations few. */
const MAX_COLUMNS = 6;
const ROUNDING = 0.005;

/**
 * Columns that explain each other: one is the balance after each row and follows from one signed
 * amount, or from one for out and one for in; read downwards or upwards. Null when none do.
 */
export function findRunningBalance(money: readonly Column[], currency: string): Running | null {
  const columns = money.slice(0, MAX_COLUMNS).map(({ number, samples }) => ({
    number,
    values: samples.map((cell) => readSample(cell, currency)),
  }));
  if ((columns[0]?.values.length ?? 0) < MIN_ROWS) return null;
  for (const balance of columns) {
    const others = columns.filter((column) => column !== balance);
    for (const out of others) {
      if (explains(balance.values, out.values))
        return { balanceColumn: balance.number, column: out.number };
      for (const into of others.filter((column) => column !== out)) {
        const amounts = into.values.map((value, index) => value - (out.values[index] ?? 0));
        if (explains(balance.values, amounts))
          return { balanceColumn: balance.number, outColumn: out.number, inColumn: into.number };
      }
    }
  }
  return null;
}

function explains(balances: readonly number[], amounts: readonly number[]): boolean {
  if (amounts.every((amount) => amount === 0)) return false;
  const steps = balances.slice(1).map((balance, index) => balance - (balances[index] ?? 0));
  const downwards = steps.every((step, index) => isNear(step, amounts[index + 1] ?? 0));
  return downwards || steps.every((step, index) => isNear(-step, amounts[index] ?? 0));
}

const isNear = (a: number, b: number) => Math.abs(a - b) < ROUNDING;
