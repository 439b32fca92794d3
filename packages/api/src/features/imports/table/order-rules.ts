import type { DateOrder } from "./mapping";

/** A column's days in one order, as numbers of days; null where a cell is none in this order. */
export interface OrderReading {
  order: DateOrder;
  days: readonly (number | null)[];
}

/** What the rules know beside the readings. */
export interface OrderFacts {
  /** As a number of days. */
  today: number;
  /** The separator of each cell; null where it says nothing. */
  separators: readonly (string | null)[];
  /** A second column of days that can be read in one way only; null where there is none. */
  beside: readonly (number | null)[] | null;
  /**
   * From when to when the file is, as the words above its rows say, by the order in which they are
   * read. Empty where they say nothing.
   */
  periods: ReadonlyMap<DateOrder, Period>;
}

/** A bank announces no rows beyond this. Days. */
const AHEAD = 31;
/** Rows of one file are not as far apart, where another order has them near. Days. */
const FAR = 300;
const NEAR = 100;
/** Booking and value of one row are not further apart. Days. */
const APART = 21;
/** Fewer rows stand in no order by chance. */
const ROWS_IN_ORDER = 8;
const TURNS = 3;

/** Two days, as numbers of days. */
export interface Period {
  from: number;
  to: number;
}

/** How often an order contradicts a file. The order with the fewest contradictions stays. */
type Rule = (reading: OrderReading, facts: OrderFacts, all: readonly OrderReading[]) => number;

type Rules = Readonly<Record<string, Rule>>;

/** Hard evidence on the order of day and month from its own column, as it counts. */
export const OWN_RULES: Rules = {
  "is a real day": ({ days }) => count(days, (day) => day === null),
  "is not far in the future": ({ days }, { today }) =>
    count(days, (day) => day !== null && day > today + AHEAD),
  "is written so in some language": ({ order }, { separators }) =>
    order === "MDY" ? count(separators, (separator) => separator === ".") : 0,
  "stands near its neighbours": (reading, _, all) => {
    const others = all.filter(({ order }) => order !== reading.order).map(({ days }) => gaps(days));
    return count(
      gaps(reading.days),
      (gap, at) => gap !== null && gap >= FAR && others.some((days) => isNear(days[at])),
    );
  },
};

/** Hard evidence from what stands beside the column, and from all rows together. */
export const FURTHER_RULES: Rules = {
  "is near the row's other day": ({ days }, { beside }) =>
    count(days, (day, at) => {
      const other = beside?.[at] ?? null;
      return day !== null && other !== null && Math.abs(day - other) > APART;
    }),
  // Days above the rows may be of anything, so they count only where one order fits them all.
  "lies in the period of the file": (reading, { periods }, all) =>
    all.some((one) => outsideOf(one, periods) === 0) ? outsideOf(reading, periods) : 0,
  "runs on from row to row": ({ days }, _, all) => {
    const [turns, straightest] = [turnsIn(days), Math.min(...all.map((one) => turnsIn(one.days)))];
    return days.length >= ROWS_IN_ORDER && turns >= TURNS && straightest === 0 ? turns : 0;
  },
};

/** How many days lie outside the period that a file names. */
function outsideOf({ order, days }: OrderReading, periods: OrderFacts["periods"]): number {
  if (periods.size === 0) return 0;
  const period = periods.get(order);
  if (period === undefined) return days.length;
  return count(days, (day) => day !== null && (day < period.from || day > period.to));
}

/** The readings that hard evidence leaves, and the last rule that took one away. */
export function judgeOrders(
  readings: readonly OrderReading[],
  facts: OrderFacts,
  rules: Rules,
): { left: readonly OrderReading[]; by: string | null } {
  let left = readings;
  let by: string | null = null;
  for (const [name, rule] of Object.entries(rules)) {
    const faults = left.map((reading) => rule(reading, facts, left));
    const fewest = Math.min(...faults);
    const kept = left.filter((_, at) => faults[at] === fewest);
    if (kept.length < left.length) by = name;
    left = kept;
  }
  return { left, by };
}

const count = <T>(items: readonly T[], counts: (item: T, at: number) => boolean): number =>
  items.filter(counts).length;

const isNear = (gap: number | null | undefined) => gap !== null && gap !== undefined && gap < NEAR;

/** Days between each row and the one before. */
const gaps = (days: readonly (number | null)[]): (number | null)[] =>
  days.map((day, at) => {
    const before = days[at - 1] ?? null;
    return day === null || before === null ? null : Math.abs(day - before);
  });

/** How often a list of days changes between going up and going down. */
function turnsIn(days: readonly (number | null)[]): number {
  let [turns, direction, last]: [number, number, number | null] = [0, 0, null];
  for (const day of days) {
    if (day === null) continue;
    const step = last === null ? 0 : Math.sign(day - last);
    if (step !== 0 && direction !== 0 && step !== direction) turns += 1;
    if (step !== 0) direction = step;
    last = day;
  }
  return turns;
}
