/**
 * A function that works once for each thing it is asked about: days, words and amounts of a file
 * come again and again. For one file, so that nothing is kept longer than it.
 */
export function remembering<Asked, Answer>(work: (asked: Asked) => Answer): (a: Asked) => Answer {
  const known = new Map<Asked, Answer>();
  return (asked) => {
    const there = known.get(asked);
    if (there !== undefined) return there;
    const made = work(asked);
    known.set(asked, made);
    return made;
  };
}
