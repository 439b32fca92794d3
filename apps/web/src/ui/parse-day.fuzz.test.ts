import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DayOrder, parseDay } from "./parse-day";
import { anyDay, anyOrder, canMean, DAY_MS, dayOf, spellingsOf } from "./test/day-spellings";

const read = (text: string, order: DayOrder, today = "2026-11-29") =>
  parseDay(text, { order, today });

describe("typed days", () => {
  it(
    "every spelling of every day, in every order, is read as that day or refused: never as " +
      "another day",
    () => {
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
    },
  );

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
