/** How well one number tells two classes apart: 0.5 is not at all, 0 and 1 are always. */
export interface Auc {
  auc: number;
  /** 95 % confidence interval. */
  low: number;
  high: number;
}

/**
 * The area under the curve of the best classifier by a threshold, that is the Mann–Whitney
 * statistic: how often a value of `left` is smaller than one of `right`, ties counting half. The
 * interval is DeLong's, which assumes nothing about how the values are spread.
 *
 * @example aucOf([1, 2, 3], [4, 5, 6]).auc // 1
 */
export function aucOf(left: readonly number[], right: readonly number[]): Auc {
  const [m, n] = [left.length, right.length];
  const all = midranks([...left, ...right]);
  const ownLeft = midranks(left);
  const ownRight = midranks(right);
  // For each value the share of the other class that it lies below (left) or above (right).
  const below = ownLeft.map((rank, index) => 1 - ((all[index] ?? 0) - rank) / n);
  const above = ownRight.map((rank, index) => ((all[m + index] ?? 0) - rank) / m);
  const auc = mean(above);
  const half = 1.96 * Math.sqrt(variance(below) / m + variance(above) / n);
  return { auc, low: auc - half, high: auc + half };
}

/** The rank of each value, from 1; equal values share the middle of theirs. */
function midranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && order[end]?.value === order[start]?.value) end += 1;
    for (const { index } of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return (
    values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length - 1)
  );
}
