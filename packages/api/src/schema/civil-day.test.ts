import { expect, it } from "vitest";
import { dayAfter, startOfDay } from "./civil-day";

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
])("%s begins in %s at %s", (day, timezone, moment) => {
  expect(startOfDay(day, timezone).toISOString()).toBe(moment);
});

it("the day after the last of February is told by the calendar", () => {
  expect([dayAfter("2026-02-28"), dayAfter("2028-02-28"), dayAfter("2026-12-31")]).toEqual([
    "2026-03-01",
    "2028-02-29",
    "2027-01-01",
  ]);
});
