import { fromIsoDay, isoDay } from "../fields";
import { DAY_MS } from "./lengths";

/** The civil date so many days after one; before it, for a negative number. */
export const addDays = (day: string, days: number): string =>
  isoDay(new Date(fromIsoDay(day).getTime() + days * DAY_MS));

/**
 * The moment at which a civil date begins in an IANA time zone: its midnight, or where clocks are
 * set forward at midnight, the moment at which they are.
 *
 * @example startOfDay("2026-03-31", "Europe/Berlin") // 2026-03-30T22:00:00.000Z
 */
export function startOfDay(day: string, timezone: string): Date {
  const midnight = fromIsoDay(day).getTime();
  // The offset is that of the answer, which lies within a day of the guess; looking twice settles
  // days on which it changes.
  const first = midnight - offsetAt(midnight, timezone);
  const second = midnight - offsetAt(first, timezone);
  // Of a midnight that no clock shows, the earlier guess lies in the day before.
  return new Date(
    second + offsetAt(second, timezone) === midnight ? second : Math.max(first, second),
  );
}

/** How far the zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    hourCycle: "h23",
    ...{
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    },
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
