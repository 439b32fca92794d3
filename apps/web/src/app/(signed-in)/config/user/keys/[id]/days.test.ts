import { expect, it } from "vitest";
import { fillDays } from "./days";

const NOW = Date.parse("2026-03-02T10:00:00Z");

it("days without use are shown as such, also across the end of a month", () => {
  const used = { day: "2026-02-28", uses: 3, refusals: 1 };
  expect(
    fillDays([used, { day: "2025-01-01", uses: 9, refusals: 9 }], { length: 4, now: NOW }),
  ).toEqual([
    { day: "2026-02-27", uses: 0, refusals: 0 },
    used,
    { day: "2026-03-01", uses: 0, refusals: 0 },
    { day: "2026-03-02", uses: 0, refusals: 0 },
  ]);
});
