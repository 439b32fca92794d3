import type { StarterCategory } from "./starter-categories";

export const DEMO_ACCOUNTS = [
  { name: "Checking", type: "checking", currency: "EUR", openingMinor: 184_250n },
  { name: "Savings", type: "savings", currency: "EUR", openingMinor: 620_000n },
  { name: "Dollar card", type: "credit_card", currency: "USD", openingMinor: -4_310n },
] as const;
export type DemoAccount = (typeof DEMO_ACCOUNTS)[number]["name"];

/** A row of the household's books: money in or out of one account, in one part or several. */
export interface DemoEntry {
  account: DemoAccount;
  date: string;
  payee: string;
  parts: readonly { amountMinor: bigint; category: StarterCategory }[];
  /** Small spending, which the household sorts into categories only after a while. */
  isEveryday: boolean;
}

/** Money moved between two accounts, in what leaves and what arrives. */
export interface DemoTransfer {
  from: DemoAccount;
  to: DemoAccount;
  date: string;
  payee: string;
  sentMinor: bigint;
  receivedMinor: bigint;
}

export interface DemoBooks {
  /** The day of the opening balances. */
  begin: string;
  entries: DemoEntry[];
  transfers: DemoTransfer[];
}
