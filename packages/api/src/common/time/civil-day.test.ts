import { expect, it } from "vitest";
import { addDays, startOfDay } from "./civil-day";

it.each([
  ["2026-03-31", "UTC", "2026-03-31T00:00:00.000Z"],
  ["2026-03-31", "Europe/Berlin", "2026-03-30T22:00:00.000Z"],
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
  ["2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00.000Z"],
  ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
  ["2026-10-26", "Europe/Berlin", "2026-10-25T23:00:00.000Z"],
  ["2026-03-31", "Asia/Kathmandu", "2026-03-30T18:15:00.000Z"],
  ["2026-03-31", "Pacific/Kiritimati", "2026-03-30T10:00:00.000Z"],
  ["2026-03-31", "Pacific/Pago_Pago", "2026-03-31T11:00:00.000Z"],
  // Clocks are set at midnight, forward: the day begins at one o'clock.
  ["2026-03-08", "America/Havana", "2026-03-08T05:00:00.000Z"],
  ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"],
  ["2026-09-06", "America/Santiago", "2026-09-06T04:00:00.000Z"],
  ["2026-04-24", "Africa/Cairo", "2026-04-23T22:00:00.000Z"],
  // And back: midnight comes once or twice, and the first one counts.
  ["2026-11-01", "America/Havana", "2026-11-01T04:00:00.000Z"],
  ["2026-04-05", "America/Santiago", "2026-04-05T04:00:00.000Z"],
  ["2026-10-30", "Africa/Cairo", "2026-10-29T22:00:00.000Z"],
])("%s begins in %s at %s", (day, timezone, moment) => {
  expect(startOfDay(day, timezone).toISOString()).toBe(moment);
});

it("days are counted by the calendar", () => {
  expect([addDays("2026-02-28", 1), addDays("2028-02-28", 1), addDays("2027-01-01", -1)]).toEqual([
    "2026-03-01",
    "2028-02-29",
    "2026-12-31",
  ]);
});
