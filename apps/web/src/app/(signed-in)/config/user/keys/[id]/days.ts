/** What a key did on one UTC day. */
export interface DayOfUse {
  /** `YYYY-MM-DD`. */
  day: string;
  uses: number;
  refusals: number;
}

const DAY_MS = 86_400_000;

/**
 * The last `length` days up to and including that of `now` (milliseconds since 1970), oldest first;
 * days without use are zero, because a chart without them would be misleading.
 */
export function fillDays(
  days: readonly DayOfUse[],
  { length, now }: { length: number; now: number },
): DayOfUse[] {
  const known = new Map(days.map((entry) => [entry.day, entry]));
  return Array.from({ length }, (_, index) => {
    const day = new Date(now - (length - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    return known.get(day) ?? { day, uses: 0, refusals: 0 };
  });
}
