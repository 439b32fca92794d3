import { SCOPES, type Scope } from "@pfn/keys/scopes";

const TITLES = {
  accounts: "Accounts",
  categories: "Categories",
  transactions: "Transactions",
  reports: "Totals",
  imports: "Bank files",
  operations: "Activity",
} as const;

/** Scopes by what they are about, each group with its title. Every scope is in exactly one. */
export const SCOPE_GROUPS: readonly { title: string; scopes: readonly Scope[] }[] = Object.entries(
  TITLES,
).map(([topic, title]) => ({
  title,
  scopes: SCOPES.filter((scope) => scope.startsWith(`${topic}:`)),
}));
