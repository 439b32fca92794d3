import type { Metadata } from "next";
import { requireSession } from "#auth/session.ts";
import { toSeed } from "#trpc/seed.ts";
import { getApi } from "#trpc/server.tsx";
import { Overview } from "./overview";
import { PAGE_SIZE } from "./page-size";

export const metadata: Metadata = { title: "Overview" };

/** The first page after signing in: what there is, and what happened last. */
export default async function OverviewPage() {
  const { baseCurrency } = await requireSession();
  const api = await getApi();
  const [accounts, categories, demo, transactions, operations, summary, balances] =
    await Promise.all([
      api.accounts.list(),
      api.categories.list(),
      api.ledger.demo(),
      api.transactions.list({ limit: PAGE_SIZE }),
      api.operations.list(),
      api.reports.summary(),
      api.reports.balances(),
    ]);
  const ledger = { accounts, categories, demo, transactions, operations, summary, balances };
  return <Overview baseCurrency={baseCurrency} initial={toSeed(ledger)} />;
}
