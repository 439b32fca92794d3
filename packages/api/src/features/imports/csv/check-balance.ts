import { toMoney } from "../../../common/money/money";
import type { BalanceCheck } from "../balance-schema";
import type { ReadRow } from "../file-part";

interface Step {
  line: number;
  amount: bigint;
  balance: bigint;
}

/**
 * Compares a file's running balance with its amounts. Rows stand oldest first or newest first; the
 * direction in which more of them follow from their neighbour is taken. Null when no row has a
 * balance.
 */
export function checkBalance(rows: readonly ReadRow[], currency: string): BalanceCheck | null {
  const steps = rows.map(toStep).filter((step) => step !== null);
  const upwards = steps.toReversed();
  const ordered = breaks(upwards).length < breaks(steps).length ? upwards : steps;
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

const toStep = ({ line, amountMinor, balanceMinor }: ReadRow): Step | null =>
  balanceMinor === null
    ? null
    : { line, amount: BigInt(amountMinor), balance: BigInt(balanceMinor) };

/** Lines whose balance does not follow from the one before. */
const breaks = (steps: readonly Step[]): number[] =>
  steps
    .slice(1)
    .filter(({ amount, balance }, index) => balance !== (steps[index]?.balance ?? 0n) + amount)
    .map(({ line }) => line);
