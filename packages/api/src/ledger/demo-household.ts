import type { StarterCategory } from "./starter-categories";

export const DEMO_ACCOUNTS = [
  { name: "Checking", type: "checking", currency: "EUR", openingMinor: 184_250n },
  { name: "Savings", type: "savings", currency: "EUR", openingMinor: 620_000n },
  { name: "Dollar card", type: "credit_card", currency: "USD", openingMinor: -4_310n },
] as const;

export interface DemoEntry {
  account: (typeof DEMO_ACCOUNTS)[number]["name"];
  day: number;
  payee: string;
  amountMinor: bigint;
  category: StarterCategory;
  /** Small spending, which the household sorts into categories only after a while. */
  isEveryday?: true;
}

const GROCERS = ["Greenleaf Market", "Corner Grocer", "Harbour Foods", "Greenleaf Market"];
const EATERIES = ["Noodle House", "Café Lumen", "Trattoria Sole"];

/** One month of a household, `ago` months back. Amounts vary with the month. */
export function demoMonth(ago: number): DemoEntry[] {
  const spend = ([day, payee, cents]: [number, string, number], category: StarterCategory): DemoEntry => ({
    account: "Checking",
    day,
    payee,
    amountMinor: BigInt(-cents),
    category,
    isEveryday: true,
  });
  const fixed: DemoEntry[] = [
    { account: "Checking", day: 1, payee: "Northwind Ltd. salary", amountMinor: 284_000n, category: "Salary" },
    { account: "Checking", day: 2, payee: "Rent, 14 Mill Lane", amountMinor: -98_000n, category: "Housing" },
    {
      account: "Checking",
      day: 4,
      payee: "City Power and Water",
      amountMinor: BigInt(-9_240 - ago * 310),
      category: "Utilities",
    },
    { account: "Checking", day: 5, payee: "Fibre & Phone", amountMinor: -4_499n, category: "Utilities" },
    { account: "Checking", day: 6, payee: "Steadfast Insurance", amountMinor: -6_120n, category: "Insurance" },
    { account: "Savings", day: 28, payee: "Interest", amountMinor: 1_033n, category: "Interest and dividends" },
    { account: "Dollar card", day: 12, payee: "Cloud Storage Inc.", amountMinor: -999n, category: "Leisure" },
  ];
  const groceries = GROCERS.map((payee, week) =>
    spend([3 + week * 7, payee, 5_480 + ((ago * 37 + week * 613) % 2_900)], "Groceries"),
  );
  const eatingOut = EATERIES.map((payee, index) =>
    spend([8 + index * 6, payee, 1_850 + ((ago * 211 + index * 377) % 2_200)], "Eating out"),
  );
  const others = [
    spend([9, "Metro monthly pass", 5_900], "Transport"),
    spend([15, "Pharmacy on Main", 1_290 + ago * 115], "Health"),
    spend([19, "Cinema Aurora", 2_400], "Leisure"),
  ];
  const refund: DemoEntry[] =
    ago === 2
      ? [{ account: "Checking", day: 21, payee: "Outfitters refund", amountMinor: 3_990n, category: "Clothing" }]
      : [];
  return [...fixed, ...groceries, ...eatingOut, ...others, ...refund];
}
