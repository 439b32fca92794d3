import type { RouterOutputs } from "@pfn/api";

type AccountType = RouterOutputs["accounts"]["list"]["items"][number]["type"];

/** Kinds of accounts in words, in the order to offer them. */
export const ACCOUNT_TYPES: Readonly<Record<AccountType, string>> = {
  checking: "Checking",
  savings: "Savings",
  cash: "Cash",
  credit_card: "Credit card",
  loan: "Loan",
  investment: "Investment",
  other_asset: "Something else you own",
  other_liability: "Something else you owe",
};

/** Whether its balance is normally what is owed. */
export const isDebt = (type: string | null): boolean => ["credit_card", "loan", "other_liability"].includes(type ?? "");
