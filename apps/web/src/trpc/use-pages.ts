"use client";

import { type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import { fromSeed, type Seed } from "./seed";

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

interface PagesOptions<Item> {
  queryKey: QueryKey;
  read: (cursor: string | undefined) => Promise<Page<Item>>;
  /** The first page, as the server rendered it; null where that one was of another list. */
  initial: Seed<Page<Item>> | null;
}

const FIRST_PAGE: string | undefined = undefined;

/**
 * A list of the server page by page. Not through tRPC's own hook, because that one sends a field `direction` along, which no procedure
 * takes.
 */
export function usePages<Item>({ queryKey, read, initial }: PagesOptions<Item>) {
  const query = useInfiniteQuery({
    ...(initial && fromSeed({ data: { pages: [initial.data], pageParams: [FIRST_PAGE] }, at: initial.at })),
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? [] };
}
