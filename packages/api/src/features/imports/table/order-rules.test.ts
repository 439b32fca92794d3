import { describe, expect, it } from "vitest";
import { ENGLISH } from "./calendar-words";
import { toDayNumber } from "./day-number";
import type { DateOrder } from "./mapping";
import {
  FURTHER_RULES,
  judgeOrders,
  type OrderFacts,
  type OrderReading,
  OWN_RULES,
} from "./order-rules";
import { toDay } from "./read-day";
import { splitDay } from "./split-day";
import { readText } from "./test/read-text";

const TODAY = "2026-06-30";
const dayOf = (iso: string) => toDayNumber(iso) ?? 0;

interface Case {
  days: readonly string[];
  order: DateOrder;
  facts?: Partial<OrderFacts>;
  /** The same as a file, where more than the column is needed. */
  file?: string;
}

/** Columns whose order one rule alone tells. */
const CASES: Readonly<Record<string, Case>> = {
  "is a real day": { days: ["03/04/2026", "31/03/2026"], order: "DMY" },
  "is not far in the future": { days: ["04/12/2026"], order: "MDY" },
  "is written so in some language": { days: ["03.04.2026"], order: "DMY" },
  "stands near its neighbours": { days: ["01/12/2025", "02/01/2026"], order: "DMY" },
  "is near the row's other day": {
    ...{ days: ["03/04/2026"], order: "DMY", facts: { beside: [dayOf("2026-04-04")] } },
    file: "Date,Value date,Payee,Amount\n03/04/2026,2026-04-04,Kiosk,-1.00\n",
  },
  "lies in the period of the file": {
    ...{ days: ["03/04/2026"], order: "DMY" },
    facts: { periods: new Map([["DMY", { from: dayOf("2026-04-01"), to: dayOf("2026-04-30") }]]) },
    file: "From 01/04/2026 to 30/04/2026\nDate,Payee,Amount\n03/04/2026,Kiosk,-1.00\n",
  },
  "runs on from row to row": {
    order: "DMY",
    days: ["02/01", "04/01", "06/01", "01/02", "03/02", "05/02", "07/02", "02/03", "04/03"].map(
      (day) => `${day}/2026`,
    ),
  },
};

const readIn = (days: readonly string[], order: DateOrder): OrderReading => ({
  order,
  days: days.map((day) => {
    const parts = splitDay(day);
    return toDayNumber(parts === null ? null : toDay(parts, { order, calendar: ENGLISH }));
  }),
});

function ordersLeft({ days, facts }: Case, without: string | null = null): DateOrder[] {
  const known: OrderFacts = {
    today: dayOf(TODAY),
    separators: days.map((day) => /\D/.exec(day)?.[0] ?? null),
    ...{ beside: null, periods: new Map(), ...facts },
  };
  const rules = Object.fromEntries(
    Object.entries({ ...OWN_RULES, ...FURTHER_RULES }).filter(([name]) => name !== without),
  );
  const readings = (["DMY", "MDY"] as const).map((order) => readIn(days, order));
  return judgeOrders(readings, known, rules).left.map(({ order }) => order);
}

describe("I2: hard evidence on the order of day and month", () => {
  it("has a case here for each rule", () => {
    expect(Object.keys(CASES)).toEqual(Object.keys({ ...OWN_RULES, ...FURTHER_RULES }));
  });

  it.each(Object.entries(CASES))(
    "a day %s: that tells the order, and without it the order is open",
    (rule, one) => {
      expect(ordersLeft(one)).toEqual([one.order]);
      expect(ordersLeft(one, rule)).toEqual(["DMY", "MDY"]);
    },
  );

  it.each(Object.entries(CASES))("a file where a day %s is read unasked", async (_, one) => {
    const rows = one.days.map((day) => `${day},Kiosk,-1.00\n`).join("");
    const { asked, mapping } = await readText(one.file ?? `Date,Payee,Amount\n${rows}`, {
      today: TODAY,
    });
    expect([asked, mapping.dateOrder]).toEqual([[], one.order]);
  });

  it("days in several lines above the rows are no period: the order stays open", async () => {
    const { asked } = await readText(
      "Printed 01/04/2026\nDue 30/04/2026\nDate,Payee,Amount\n03/04/2026,Kiosk,-1.00\n",
      { today: TODAY },
    );
    expect(asked).toEqual(["dateOrder"]);
  });
});
