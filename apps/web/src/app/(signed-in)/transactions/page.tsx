import type { Metadata } from "next";
import { requireSession } from "#auth/session.ts";
import { toSeed } from "#trpc/seed.ts";
import { getApi } from "#trpc/server.tsx";
import { readFilters, toInput } from "./filter/filters";
import { PAGE_SIZE } from "./page-size";
import { Transactions } from "./transactions";

export const metadata: Metadata = { title: "Transactions" };

/** All transactions of the ledger. The filters are in the address, so that a view can be shared. */
export default async function TransactionsPage({ searchParams }: PageProps<"/transactions">) {
  await requireSession();
  const api = await getApi();
  const filters = readFilters(toSearchParams(await searchParams));
  const [page, accounts, categories] = await Promise.all([
    api.transactions.list({ ...toInput(filters), limit: PAGE_SIZE }),
    api.accounts.list(),
    api.categories.list(),
  ]);
  return (
    <Transactions
      initial={{ filters, page: toSeed(page) }}
      initialAccounts={toSeed(accounts)}
      initialCategories={toSeed(categories)}
    />
  );
}

/** Of a field that is repeated the first counts. */
function toSearchParams(fields: Record<string, string | string[] | undefined>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]): [string, string][] => {
      const [first] = [value].flat();
      return first === undefined ? [] : [[name, first]];
    }),
  );
}
