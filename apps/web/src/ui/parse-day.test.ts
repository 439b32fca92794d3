import { describe, expect, it } from "vitest";
import { type DayOrder, dayStyleOf, exampleOf, parseDay, patternOf } from "./parse-day";

const TODAY = "2026-11-29";
const ORDERS = ["DMY", "MDY", "YMD"] as const;

const read = (text: string, order: DayOrder = "DMY", today = TODAY) =>
  parseDay(text, { order, today });

describe("typed days", () => {
  it("numbers are read in the person's order and in no other", () => {
    expect(ORDERS.map((order) => read("1.10.2026", order))).toEqual([
      "2026-10-01",
      "2026-01-10",
      null,
    ]);
    expect(ORDERS.map((order) => read("01/10/2026", order))).toEqual([
      "2026-10-01",
      "2026-01-10",
      null,
    ]);
    expect(ORDERS.map((order) => read("13/10/2026", order))).toEqual(["2026-10-13", null, null]);
    expect(ORDERS.map((order) => read("26-10-01", order))).toEqual([
      "2001-10-26",
      null,
      "2026-10-01",
    ]);
    expect(ORDERS.map((order) => read("1.10.", order))).toEqual([
      "2026-10-01",
      "2027-01-10",
      "2027-01-10",
    ]);
    expect(ORDERS.map((order) => read("1. 10. 2026", order))).toEqual([
      "2026-10-01",
      "2026-01-10",
      null,
    ]);
    expect(ORDERS.map((order) => read("2026-10-01", order))).toEqual([
      "2026-10-01",
      "2026-10-01",
      "2026-10-01",
    ]);
  });

  it("words are read whatever the order is", () => {
    for (const order of ORDERS) {
      for (const text of [
        "1 oct",
        "oct 1",
        "1st Oct 2026",
        "1 OCTOBER 26",
        "Oct 1st, 2026",
        " 1.  oct ",
      ]) {
        expect([text, read(text, order)]).toEqual([text, "2026-10-01"]);
      }
      expect([read("today", order), read(" Yesterday ", order)]).toEqual([
        "2026-11-29",
        "2026-11-28",
      ]);
    }
  });

  it("a day without its year is the nearest one that is not far ahead", () => {
    expect([read("1 oct"), read("5 jan"), read("28/1"), read("29/1")]).toEqual([
      ...["2026-10-01", "2027-01-05", "2027-01-28", "2026-01-29"],
    ]);
    expect(read("28 dec", "DMY", "2026-01-05")).toBe("2025-12-28");
    expect(parseDay("1 mar", { order: "DMY", today: TODAY, daysAhead: 364 })).toBe("2027-03-01");
  });

  it("a day that the calendar lacks is refused, also where another year had it", () => {
    for (const text of [
      "31.4.2026",
      "29.2.2026",
      "29 feb",
      "31 nov",
      "0.1.2026",
      "1.0.2026",
      "32/1",
      "13/13",
    ]) {
      expect([text, read(text)]).toEqual([text, null]);
    }
    expect(read("29 feb", "DMY", "2028-03-01")).toBe("2028-02-29");
  });

  it("two digits of a year are within the last eighty and the next twenty years", () => {
    expect([read("1.1.46"), read("1.1.47"), read("1.1.99")]).toEqual([
      "2046-01-01",
      "1947-01-01",
      "1999-01-01",
    ]);
  });

  it("whatever else there is is refused", () => {
    const others = [
      "last month",
      "",
      " ",
      "1",
      "oct",
      "2026",
      "oct 2026",
      "1 ju",
      "1 okt",
      "1,10,2026",
      "1.10-2026",
    ];
    const more = [
      "1.10.026",
      "1.10.12026",
      "1/10/",
      "20261001",
      "2026-10-01T00:00:00Z",
      "1 oct 2026 x",
      "now",
      "1e1.1",
    ];
    for (const text of [
      ...others,
      ...more,
      "1899-12-31",
      "2201-01-01",
      "１.10.2026",
      "-1.10.2026",
    ]) {
      expect([text, read(text)]).toEqual([text, null]);
    }
  });
});

describe("how a person writes days", () => {
  it("is told by the language of the browser", () => {
    expect(
      ["de-DE", "en-US", "en-GB", "sv-SE", "ja-JP", "nl-NL", "ar-EG", "fa-IR"].map((tag) =>
        dayStyleOf(tag),
      ),
    ).toEqual([
      ...[
        { order: "DMY", mark: "." },
        { order: "MDY", mark: "/" },
        { order: "DMY", mark: "/" },
      ],
      ...[
        { order: "YMD", mark: "-" },
        { order: "YMD", mark: "/" },
        { order: "DMY", mark: "-" },
      ],
      ...[
        { order: "DMY", mark: "/" },
        { order: "YMD", mark: "/" },
      ],
    ]);
  });

  it("is shown as it is read: the example is a day in every order", () => {
    for (const order of ORDERS) {
      for (const mark of [".", "/", "-"] as const)
        expect(read(exampleOf({ order, mark }), order)).toBe("2026-12-31");
    }
    expect(patternOf({ order: "DMY", mark: "." })).toBe("dd.mm.yyyy");
  });
});
