/** Rows on which hypotheses are made. The winner reads all of them. */
const MOST = 400;

/** The first rows of a list, and others at equal distances through the rest of it. */
export function sampleOf<T>(items: readonly T[], most: number = MOST): T[] {
  if (items.length <= most) return [...items];
  const [head, rest] = [items.slice(0, most / 2), items.slice(most / 2)];
  const step = rest.length / (most / 2);
  const spread = Array.from({ length: most / 2 }, (_, at) => rest[Math.floor(at * step)]);
  return [...head, ...spread.filter((item) => item !== undefined)];
}
