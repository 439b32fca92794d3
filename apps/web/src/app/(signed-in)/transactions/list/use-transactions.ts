import type { RouterOutputs } from "@pfn/api";
import type { Seed } from "#trpc/seed.ts";
import { useList } from "#trpc/use-list.ts";
import { type Filters, toHref, toInput } from "../filter/filters";
import { PAGE_SIZE } from "../page-size";

/** What the server rendered the page with. */
export interface InitialPage {
  filters: Filters;
  page: Seed<RouterOutputs["transactions"]["list"]>;
}

/**
 * The transactions that the filters find, page by page. While other filters are looked up, the page
 * keeps its height.
 */
export function useTransactions(filters: Filters, initial: InitialPage) {
  const isAsRendered = toHref(filters) === toHref(initial.filters);
  return useList(
    "transactions.list",
    { ...toInput(filters), limit: PAGE_SIZE },
    { initial: isAsRendered ? initial.page : null, keepsPrevious: true },
  );
}

export type FoundTransactions = ReturnType<typeof useTransactions>;
