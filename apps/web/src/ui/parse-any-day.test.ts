import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCivilDate } from "./dates";
import { type DayOrder, parseDay } from "./parse-day";

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

describe("any typed day", () => {
  it("any spelling, in any order, is read as that day or refused, never as another", () => {
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
});
