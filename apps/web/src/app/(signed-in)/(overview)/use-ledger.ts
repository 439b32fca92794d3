import type { RouterOutputs } from "@pfn/api";
import { trpc } from "#trpc/client.tsx";
import { fromSeed, type Seed } from "#trpc/seed.ts";
import { useList } from "#trpc/use-list.ts";
import { PAGE_SIZE } from "./page-size";

/** What the overview shows. */
export interface Ledger {
  accounts: RouterOutputs["accounts"]["list"];
  categories: RouterOutputs["categories"]["list"];
  /** The first page. */
  transactions: RouterOutputs["transactions"]["list"];
  demo: RouterOutputs["ledger"]["demo"];
  /** The latest operations, by anybody. */
  operations: RouterOutputs["operations"]["list"];
  /** This month by category against the same days of last month. */
  summary: RouterOutputs["reports"]["summary"];
  /** The last twelve months. */
  balances: RouterOutputs["reports"]["balances"];
}

/**
 * The ledger as the overview shows it. All of it is watched from the beginning, also while the
 * ledger is empty, so that a refresh fetches every part.
 */
export function useLedger({ data, at }: Seed<Ledger>) {
  const accounts = trpc.accounts.list.useQuery(undefined, fromSeed({ data: data.accounts, at }));
  const categories = trpc.categories.list.useQuery(
    undefined,
    fromSeed({ data: data.categories, at }),
  );
  const demo = trpc.ledger.demo.useQuery(undefined, fromSeed({ data: data.demo, at }));
  const operations = trpc.operations.list.useQuery(
    undefined,
    fromSeed({ data: data.operations, at }),
  );
  const summary = trpc.reports.summary.useQuery(undefined, fromSeed({ data: data.summary, at }));
  const balances = trpc.reports.balances.useQuery(undefined, fromSeed({ data: data.balances, at }));
  const first = { data: data.transactions, at };
  const transactions = useList("transactions.list", { limit: PAGE_SIZE }, { initial: first });
  return { accounts, categories, demo, operations, summary, balances, transactions };
}

export type LedgerQueries = ReturnType<typeof useLedger>;
