import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../common/time/civil-day";
import { clipMonth, monthEnds, previousPeriod } from "./period";

describe("the period before", () => {
  it.each([
    ["a month", "2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"],
    ["a month after a longer one", "2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31"],
    ["a quarter", "2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31"],
    ["a year", "2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31"],
    ["the beginning of a month", "2026-03-01", "2026-03-15", "2026-02-01", "2026-02-15"],
    [
      "the beginning of a month, on a day that the other has not",
      "2026-03-01",
      "2026-03-30",
      "2026-02-01",
      "2026-02-28",
    ],
    ["the first day of a month", "2026-03-01", "2026-03-01", "2026-02-01", "2026-02-01"],
    ["a year so far", "2026-01-01", "2026-03-15", "2025-10-01", "2025-12-15"],
    ["any other days", "2026-03-10", "2026-03-16", "2026-03-03", "2026-03-09"],
    ["a single day", "2026-03-10", "2026-03-10", "2026-03-09", "2026-03-09"],
  ])("of %s", (_, from, to, previousFrom, previousTo) => {
    expect(previousPeriod({ from, to })).toEqual({ from: previousFrom, to: previousTo });
  });

  it(
    "lies before, is no longer by more than three days a month, and never " + "begins before 1900",
    () => {
      const day = fc.integer({ min: 0, max: 100_000 }).map((days) => addDays("1900-01-01", days));
      fc.assert(
        fc.property(day, fc.nat(3_000), (from, length) => {
          const period = { from, to: addDays(from, length) };
          const previous = previousPeriod(period);
          if (previous === null) return;
          expect(
            previous.from >= "1900-01-01" && previous.from <= previous.to && previous.to < from,
          ).toBe(true);
        }),
      );
      expect(previousPeriod({ from: "1900-01-01", to: "1900-01-31" })).toBeNull();
    },
  );
});

it("months end on their last day, and the last one with the period", () => {
  expect(monthEnds({ from: "2023-12-15", to: "2024-03-10" })).toEqual([
    "2023-12-31",
    "2024-01-31",
    "2024-02-29",
    "2024-03-10",
  ]);
  expect(clipMonth("2024-03", { from: "2023-12-15", to: "2024-03-10" })).toEqual({
    from: "2024-03-01",
    to: "2024-03-10",
  });
  expect(clipMonth("2023-12", { from: "2023-12-15", to: "2024-03-10" })).toEqual({
    from: "2023-12-15",
    to: "2023-12-31",
  });
});
