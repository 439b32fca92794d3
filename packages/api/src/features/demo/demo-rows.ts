import type { DemoEntry } from "./demo-books";
import { type Diary, everyday, type Row, rowsOf } from "./diary";

/** Comes every month by itself. The salary rises each year, heating costs more in winter. */
export function regularRows(diary: Diary, yearsAgo: number): DemoEntry[] {
  const { month, random } = diary;
  const heating = [12, 1, 2].includes(month) ? 4_600 : [3, 4, 10, 11].includes(month) ? 2_300 : 0;
  const quarterly: Row[] = month % 3 === 0 ? [[28, "Account fee", -885, "Bank and fees"]] : [];
  return [
    ...rowsOf(diary, "Checking", [
      [1, "Northwind Ltd. salary", 306_000 - yearsAgo * 6_200, "Salary"],
      [2, "Rent, 14 Mill Lane", -108_000, "Housing"],
      [4, "City Power and Water", -7_900 - heating - random(0, 900), "Utilities"],
      [5, "Fibre & Phone", -4_499, "Utilities"],
      [6, "Steadfast Insurance", -6_120, "Insurance"],
      [7, "Metro monthly pass", -5_900, "Transport"],
      [10, "Tidal Gym", -3_490, "Leisure"],
      [16, "Pictures+ streaming", -1_299, "Leisure"],
      ...quarterly,
    ]),
    ...rowsOf(diary, "Savings", [
      [28, "Interest", 1_020 + random(0, 240), "Interest and dividends"],
    ]),
  ];
}

const GROCERS = [
  "Greenleaf Market",
  "Corner Grocer",
  "Harbour Foods",
  "Greenleaf Market",
  "Saturday Market",
];

/** Seven times a month; once there is a present or something for the flat on the same bill. */
export function groceries(diary: Diary): DemoEntry[] {
  const { random } = diary;
  const days = [3, 7, 11, 15, 19, 23, 27];
  const split = random(0, days.length - 1);
  return days.map((day, index) => {
    const food = { amountMinor: BigInt(-random(3_850, 8_900)), category: "Groceries" as const };
    const other = {
      amountMinor: BigInt(-random(990, 2_900)),
      category: "Gifts and donations" as const,
    };
    const payee = GROCERS[random(0, GROCERS.length - 1)] ?? "Greenleaf Market";
    const parts = index === split ? [food, other] : [food];
    return { account: "Checking", date: diary.on(day), payee, parts, isEveryday: true };
  });
}

const EATERIES = ["Noodle House", "Café Lumen", "Trattoria Sole", "Bakery Nord", "Canteen 7"];

export function smallSpending(diary: Diary): DemoEntry[] {
  const { random } = diary;
  const eatingOut = [8, 13, 18, 22, 26].map((day): Row => {
    const payee = EATERIES[random(0, EATERIES.length - 1)] ?? "Noodle House";
    return [day, payee, -random(1_150, 4_600), "Eating out"];
  });
  return everyday(
    rowsOf(diary, "Checking", [
      ...eatingOut,
      [9, "Regional Trains", -random(1_260, 4_480), "Transport"],
      [14, "Pharmacy on Main", -random(690, 3_150), "Health"],
      [20, "Cinema Aurora", -random(1_100, 2_600), "Leisure"],
      [21, "Outfitters", -random(2_990, 9_900), "Clothing"],
    ]),
  );
}

/**
 * What comes in some months only: a journey in summer and one in winter, presents, what is given
 * back.
 */
export function seasonal(diary: Diary): DemoEntry[] {
  const { month, random } = diary;
  const rows: Partial<Record<number, readonly Row[]>> = {
    1: [[24, "Tax office refund", 41_260, "Other income"]],
    2: [[17, "Dentist Dr. Amara", -random(8_200, 14_600), "Health"]],
    3: [[25, "Outfitters refund", random(2_990, 5_900), "Clothing"]],
    5: [[12, "Coastline Airways", -random(31_000, 42_000), "Travel"]],
    7: [
      [8, "Pension Sea View", -random(58_000, 84_000), "Travel"],
      [12, "Boat tour", -random(5_200, 8_800), "Travel"],
    ],
    8: [[5, "Coastline Airways refund", 6_400, "Travel"]],
    9: [[25, "Outfitters refund", random(2_990, 5_900), "Clothing"]],
    11: [[26, "Aid for Harbours", -5_000, "Gifts and donations"]],
    12: [
      [11, "Bookshop Paper Moon", -random(6_400, 11_900), "Gifts and donations"],
      [18, "Toys & More", -random(4_900, 9_800), "Gifts and donations"],
      [27, "Alpine Lodge", -random(39_000, 56_000), "Travel"],
    ],
  };
  return rowsOf(diary, "Checking", rows[month] ?? []);
}

export function dollarSpending(diary: Diary): DemoEntry[] {
  const { random } = diary;
  const shopping = everyday(
    rowsOf(diary, "Dollar card", [[17, "Indie Games Store", -random(899, 3_999), "Leisure"]]),
  );
  return [
    ...rowsOf(diary, "Dollar card", [
      [12, "Cloud Storage Inc.", -999, "Leisure"],
      [19, "Daily Herald online", -450, "Leisure"],
    ]),
    ...shopping,
  ];
}
