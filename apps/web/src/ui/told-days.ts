/** Days that a field told and that have not come back as its value yet, oldest first. */
export type ToldDays = readonly (string | null)[];

/**
 * Takes in a new value of a field. What the field told comes back later and in order, though not
 * each day: two changes may be rendered as one. Any other value was chosen elsewhere. A day that
 * was told twice counts as the later one, so none is waited for in vain.
 *
 * @example takeIn(["2026-10-01", null], "2026-10-01") // { isOwn: true, rest: [null] }
 */
export function takeIn(told: ToldDays, value: string | null): { isOwn: boolean; rest: ToldDays } {
  const at = told.lastIndexOf(value);
  return at === -1 ? { isOwn: false, rest: [] } : { isOwn: true, rest: told.slice(at + 1) };
}
