/**
 * The candidate nearest to `text` by edit distance, when near enough to be a slip of the pen (a
 * third of its length).
 */
export function closest(text: string, candidates: readonly string[]): string | undefined {
  if (text.length > 100) return undefined;
  const [best] = candidates
    .map((candidate) => ({
      candidate,
      distance: editDistance(text.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.distance - b.distance);
  if (best === undefined) return undefined;
  return best.distance <= Math.max(1, Math.floor(best.candidate.length / 3))
    ? best.candidate
    : undefined;
}

/**
 * Edits that make `b` of `a`: a character more, less, another, or two neighbours swapped, which is
 * how most slips look.
 */
function editDistance(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, char] of from.entries()) {
    const row = [i + 1];
    for (const [j, wanted] of to.entries()) {
      const substituted = costAt(last, j) + (char === wanted ? 0 : 1);
      const swapped =
        costAt(beforeLast, j - 1) + (char === to[j - 1] && from[i - 1] === wanted ? 1 : Infinity);
      row.push(Math.min(substituted, swapped, costAt(last, j + 1) + 1, costAt(row, j) + 1));
    }
    [beforeLast, last] = [last, row];
  }
  return costAt(last, to.length);
}

/** What lies outside the table is out of reach. */
const costAt = (row: readonly number[], index: number): number => row[index] ?? Infinity;
