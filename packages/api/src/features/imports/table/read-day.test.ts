import { describe, expect, it } from "vitest";
import { allCalendars, ENGLISH } from "./calendar-words";
import type { DateOrder } from "./mapping";
import { toDay } from "./read-day";
import { splitDay } from "./split-day";

const read = (cell: string, order: DateOrder, calendar = ENGLISH) => {
  const parts = splitDay(cell);
  return parts === null ? null : toDay(parts, { order, calendar });
};

describe("a day is read however it is written", () => {
  it.each<[string, DateOrder, string]>([
    ["2026-02-13", "YMD", "2026-02-13"],
    ["2026-02-13", "MDY", "2026-02-13"],
    ["13. 2. 2026", "DMY", "2026-02-13"],
    ["13.2.2026.", "DMY", "2026-02-13"],
    ["2/13/26", "MDY", "2026-02-13"],
    ["2/13'26", "MDY", "2026-02-13"],
    ["Mon 13/02/2026 08:15", "DMY", "2026-02-13"],
    ["2026-02-13T08:15:00Z", "YMD", "2026-02-13"],
    ["20260213120000[0:GMT]", "YMD", "2026-02-13"],
    ["13022026", "DMY", "2026-02-13"],
    ["13th Feb 2026", "DMY", "2026-02-13"],
    ["Feb 13, 2026", "MDY", "2026-02-13"],
    ["13-FEB-26", "DMY", "2026-02-13"],
    ["2026年2月13日", "YMD", "2026-02-13"],
    ["١٣/٠٢/٢٠٢٦", "DMY", "2026-02-13"],
  ])("%s in the order %s", (cell, order, day) => {
    expect(read(cell, order)).toBe(day);
  });

  it.each([
    ["30.02.2026", "DMY"],
    ["29.02.2100", "DMY"],
    ["12.50", "DMY"],
    ["Kiosk 12", "DMY"],
    ["1.2.3.4", "DMY"],
    [`${"1".repeat(70)}`, "YMD"],
  ] as const)("%s is none in the order %s", (cell, order) => {
    expect(read(cell, order)).toBeNull();
  });

  it.each([
    ["3. März 2026", "2026-03-03"],
    ["3 février 2026", "2026-02-03"],
    ["3 sty 2026", "2026-01-03"],
    ["3 марта 2026", "2026-03-03"],
    ["13 de marzo de 2026", "2026-03-13"],
  ])("%s: months have names in every language", async (cell, day) => {
    expect(read(cell, "DMY", await allCalendars())).toBe(day);
  });
});
