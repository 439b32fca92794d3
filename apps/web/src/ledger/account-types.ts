import type { RouterOutputs } from "@pfn/api";

type Account = RouterOutputs["accounts"]["list"]["items"][number];
type AccountType = Account["type"];

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

/** Whether the account was closed by the day of its balance. */
export const isClosed = ({ closedOn, asOf }: Pick<Account, "closedOn" | "asOf">): boolean =>
  closedOn !== null && closedOn <= asOf;

/** Whether its balance is normally what is owed. */
export const isDebt = (type: string | null): boolean =>
  ["credit_card", "loan", "other_liability"].includes(type ?? "");
