import fc from "fast-check";
import { formatCivilDate } from "../dates";
import type { DayOrder } from "../parse-day";

// Days as people write them, for the tests of `parseDay`.

export const ORDERS = ["DMY", "MDY", "YMD"] as const;
const NAMES = ["January", "February", "March", "April", "May", "June", "July"].concat(
  ...["August", "September", "October", "November", "December"],
);
export const DAY_MS = 86_400_000;

export const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
/** Any day that the server takes. */
export const anyDay = fc
  .integer({ min: Date.parse("1900-01-01"), max: Date.parse("2200-12-31") })
  .map((time) => dayOf(time - (time % DAY_MS)));
export const anyOrder = fc.constantFrom(...ORDERS);

interface Spelling {
  text: string;
  /** How much of the year it says. */
  year: "whole" | "two digits" | "none";
}

/** Every way to write a day that a person with this order may use. */
export function spellingsOf(day: string, order: DayOrder): Spelling[] {
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
export function canMean(day: string, { year }: Spelling, today: string): boolean {
  const ahead = Number(day.slice(0, 4)) - Number(today.slice(0, 4));
  if (year === "two digits") return ahead <= 20 && ahead > -80;
  const distance = (Date.parse(day) - Date.parse(today)) / DAY_MS;
  // A year before the last day that may be meant; a 29 February has no other day beside it.
  return year === "whole" || (distance <= 60 && distance > 60 - 365);
}
