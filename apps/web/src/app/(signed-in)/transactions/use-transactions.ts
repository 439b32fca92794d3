import type { RouterOutputs } from "@pfn/api";
import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { getQueryKey } from "@trpc/react-query";
import { useMemo } from "react";
import { trpc } from "../../../trpc/client";
import { fromSeed, type Seed } from "../../../trpc/seed";
import type { Transaction } from "./draft";
import { type Filters, toHref, toInput } from "./filters";
import { PAGE_SIZE } from "./page-size";

type Page = RouterOutputs["transactions"]["list"];
type Pages = InfiniteData<Page, string | undefined>;

const FIRST_PAGE: string | undefined = undefined;

/** What the server rendered the page with. */
export interface InitialPage {
  filters: Filters;
  page: Seed<Page>;
}

const queryKeyOf = (filters: Filters) =>
  getQueryKey(trpc.transactions.list, { ...toInput(filters), limit: PAGE_SIZE }, "infinite");

/**
 * The transactions that the filters find, page by page. Not through tRPC's own hook, because that one sends a `direction` of paging along,
 * and here a `direction` is that of the money.
 */
export function useTransactions(filters: Filters, initial: InitialPage) {
  const { client } = trpc.useUtils();
  const seed = { pages: [initial.page.data], pageParams: [FIRST_PAGE] };
  const query = useInfiniteQuery({
    ...(toHref(filters) === toHref(initial.filters) && fromSeed({ data: seed, at: initial.page.at })),
    queryKey: queryKeyOf(filters),
    queryFn: ({ pageParam, signal }) =>
      client.transactions.list.query({ ...toInput(filters), limit: PAGE_SIZE, cursor: pageParam }, { signal }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // While other filters are looked up, the page keeps its height.
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  return { ...query, rows };
}

/** Shows rows as they are now, in place, without asking for every page that was loaded. */
export function useReplaceRows(filters: Filters) {
  const { client } = trpc.useUtils();
  const queryClient = useQueryClient();
  return async (ids: readonly string[]) => {
    const fresh = await Promise.all(ids.map((id) => client.transactions.get.query({ id })));
    const byId = new Map<string, Transaction>(fresh.map((row) => [row.id, row]));
    queryClient.setQueryData<Pages>(
      queryKeyOf(filters),
      (pages) =>
        pages && {
          ...pages,
          pages: pages.pages.map((page) => ({ ...page, items: page.items.map((row) => byId.get(row.id) ?? row) })),
        },
    );
  };
}
