import { fromIsoDay, isoDay } from "./common";

const DAY_MS = 24 * 3_600_000;

/** The civil date after one. */
export const dayAfter = (day: string): string => isoDay(new Date(fromIsoDay(day).getTime() + DAY_MS));

/**
 * The moment at which a civil date begins in an IANA time zone.
 *
 * @example startOfDay("2026-03-31", "Europe/Berlin") // 2026-03-30T22:00:00.000Z
 */
export function startOfDay(day: string, timezone: string): Date {
  const midnight = fromIsoDay(day).getTime();
  // The offset is that of the answer, which lies within a day of the guess; looking twice settles days on which it changes.
  const first = midnight - offsetAt(midnight, timezone);
  return new Date(midnight - offsetAt(first, timezone));
}

/** How far the zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
  }).formatToParts(moment);
  const field = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(
    field("year"),
    field("month") - 1,
    field("day"),
    field("hour"),
    field("minute"),
    field("second"),
  );
  return local - Math.floor(moment / 1_000) * 1_000;
}
