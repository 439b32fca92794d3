import { describe, expect, it } from "vitest";
import { formatCivilDate, formatDay, formatRelative } from "./dates";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const told = (seconds: number) => formatRelative(new Date(NOW + seconds * 1000).toISOString(), NOW);

describe("dates", () => {
  it("a civil date is the same day everywhere", () => {
    expect(formatCivilDate("2026-11-23")).toBe("23 Nov 2026");
    expect(formatCivilDate("2026-01-01")).toBe("1 Jan 2026");
  });

  it("the year is left out only where it goes without saying", () => {
    expect(formatCivilDate("2026-01-01", "2026-11-23")).toBe("1 Jan");
    expect(formatCivilDate("2025-12-31", "2026-01-01")).toBe("31 Dec 2025");
  });

  it("a moment falls on the day of its reader", () => {
    expect(formatDay("2026-11-23T23:30:00Z", "UTC")).toBe("23 Nov 2026");
    expect(formatDay("2026-11-23T23:30:00Z", "Asia/Tokyo")).toBe("24 Nov 2026");
  });

  it("what was a moment ago is told as just now", () => {
    expect([told(0), told(-59)]).toEqual(["just now", "just now"]);
    expect(told(30)).toBe("in less than a minute");
  });

  it("never claims more time than there is left", () => {
    expect(told(119)).toBe("in 1 minute");
    expect(told(90 * 86_400 - 1)).toBe("in 89 days");
    expect(told(-86_400)).toBe("yesterday");
    expect(told(-3_700)).toBe("1 hour ago");
  });

  it("days count up to three months, then months and years", () => {
    expect(told(99 * 86_400)).toBe("in 99 days");
    expect(told(150 * 86_400)).toBe("in 5 months");
    expect(told(-800 * 86_400)).toBe("2 years ago");
  });
});
