import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCivilDate } from "./dates";
import { type DayOrder, dayStyleOf, exampleOf, parseDay, patternOf } from "./parse-day";

const TODAY = "2026-11-29";
const ORDERS = ["DMY", "MDY", "YMD"] as const;
const NAMES = ["January", "February", "March", "April", "May", "June", "July"].concat(
  ...["August", "September", "October", "November", "December"],
);
const DAY_MS = 86_400_000;

const read = (text: string, order: DayOrder = "DMY", today = TODAY) =>
  parseDay(text, { order, today });

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
/** Any day that the server takes. */
const anyDay = fc
  .integer({ min: Date.parse("1900-01-01"), max: Date.parse("2200-12-31") })
  .map((time) => dayOf(time - (time % DAY_MS)));
const anyOrder = fc.constantFrom(...ORDERS);

interface Spelling {
  text: string;
  /** How much of the year it says. */
  year: "whole" | "two digits" | "none";
}

/** Every way to write a day that a person with this order may use. */
function spellingsOf(day: string, order: DayOrder): Spelling[] {
  const [year = "", month = "", date = ""] = day.split("-");
  const name = NAMES[Number(month) - 1] ?? "";
  const [short, plainDate, plainMonth] = [
    name.slice(0, 3),
    String(Number(date)),
    String(Number(month)),
  ];
  const years = [
    { written: year, year: "whole" },
    { written: year.slice(2), year: "two digits" },
  ] as const;
  const inOrder = (parts: Record<"D" | "M" | "Y", string>) =>
    [...order].map((part) => parts[part as "D" | "M" | "Y"]);
  const numbers = [
    { D: date, M: month },
    { D: plainDate, M: plainMonth },
  ];
  const marks = [".", "/", "-", " "];
  return [
    ...[`${year}-${month}-${date}`, `${year}/${plainMonth}/${plainDate}`].map((text) => ({
      text,
      year: "whole" as const,
    })),
    ...numbers.flatMap((parts) =>
      marks.flatMap((mark) => [
        ...years.map(({ written, year: told }) => ({
          text: inOrder({ ...parts, Y: written }).join(mark),
          year: told,
        })),
        {
          text: inOrder({ ...parts, Y: "" })
            .filter(Boolean)
            .join(mark),
          year: "none" as const,
        },
      ]),
    ),
    ...[name, short, name.toUpperCase(), name.slice(0, 4)].flatMap((month) => [
      ...[`${plainDate} ${month}`, `${month} ${plainDate}`, `${plainDate}. ${month}`].flatMap(
        (text) => [
          { text, year: "none" as const },
          ...years.map(({ written, year: told }) => ({ text: `${text} ${written}`, year: told })),
        ],
      ),
      { text: `${month} ${date}, ${year}`, year: "whole" as const },
      { text: `${plainDate}-${month}-${year}`, year: "whole" as const },
    ]),
    { text: formatCivilDate(day), year: "whole" },
  ];
}

/** Whether a day can be meant where so little of its year is said. */
function canMean(day: string, { year }: Spelling, today: string): boolean {
  const ahead = Number(day.slice(0, 4)) - Number(today.slice(0, 4));
  if (year === "two digits") return ahead <= 20 && ahead > -80;
  const distance = (Date.parse(day) - Date.parse(today)) / DAY_MS;
  // A year before the last day that may be meant; a 29 February has no other day beside it.
  return year === "whole" || (distance <= 60 && distance > 60 - 365);
}

describe("typed days", () => {
  it("every spelling of every day, in every order, is read as that day or refused: never as another day", () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyOrder, (day, today, order) => {
        for (const spelling of spellingsOf(day, order)) {
          const found = read(spelling.text, order, today);
          if (canMean(day, spelling, today))
            expect([spelling.text, order, found]).toEqual([spelling.text, order, day]);
          // The year that was left out may be another one, day and month never.
          else
            expect([spelling.text, order, found?.slice(4) ?? day.slice(4)]).toEqual([
              spelling.text,
              order,
              day.slice(4),
            ]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("a day without its year is near: at most 60 days ahead and a year back", () => {
    fc.assert(
      fc.property(anyDay, anyDay, anyOrder, (day, today, order) => {
        for (const spelling of spellingsOf(day, order).filter(({ year }) => year === "none")) {
          const found = read(spelling.text, order, today);
          if (found === null) continue;
          const distance = (Date.parse(found) - Date.parse(today)) / DAY_MS;
          expect([spelling.text, distance <= 60, distance > 60 - 367]).toEqual([
            spelling.text,
            true,
            true,
          ]);
          expect(found.slice(5)).toBe(day.slice(5));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("a text of any kind is a day that the server takes, or refused", () => {
    const bits = fc.constantFrom(
      ...[
        "1",
        "13",
        "31",
        "02",
        "29",
        "2026",
        "26",
        "99",
        "oct",
        "may",
        ".",
        "/",
        "-",
        " ",
        ",",
        "st",
        "x",
      ],
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 7 }), anyOrder, (parts, order) => {
        const found = read(parts.join(""), order);
        if (found === null) return;
        expect(dayOf(Date.parse(found))).toBe(found);
        expect(found >= "1900-01-01" && found <= "2200-12-31").toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

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
