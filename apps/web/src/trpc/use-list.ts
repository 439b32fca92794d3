"use client";

import type { RouterInputs, RouterOutputs } from "@pfn/api";
import { keepPreviousData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";
import { getUntypedClient } from "@trpc/client";
import { useMemo } from "react";
import { trpc } from "./client";
import { fromSeed, type Seed } from "./seed";

interface Page {
  items: unknown[];
  nextCursor: string | null;
}

/** Every query that returns pages, by its path: `transactions.list`. */
export type ListPath = {
  [R in keyof RouterOutputs & string]: {
    [P in keyof RouterOutputs[R] & string]: RouterOutputs[R][P] extends Page ? `${R}.${P}` : never;
  }[keyof RouterOutputs[R] & string];
}[keyof RouterOutputs & string];

type At<Record, Path extends string> = Path extends `${infer R}.${infer P}`
  ? R extends keyof Record
    ? P extends keyof Record[R]
      ? Record[R][P]
      : never
    : never
  : never;

export type PageOf<Path extends ListPath> = At<RouterOutputs, Path> & Page;
type InputOf<Path extends ListPath> = Omit<Extract<At<RouterInputs, Path>, object>, "cursor">;

interface ListOptions<Path extends ListPath> {
  /** The first page, as the server rendered it; null where it belongs to another list. */
  initial?: Seed<PageOf<Path>> | null;
  /** Whether the previous list stays, marked as such, while another one is loaded. */
  keepsPrevious?: boolean;
}

/**
 * The cache key of a list. It holds all of the input, because tRPC's `getQueryKey(…, "infinite")`
 * drops the fields `cursor` and `direction`, and `direction` is a filter of transactions. It begins
 * like tRPC's keys, so that invalidating by path reaches it.
 */
export const listKey = (path: string, input: object): QueryKey => [
  path.split("."),
  { input, type: "list" },
];

const FIRST_PAGE: string | undefined = undefined;

/**
 * A list of the server, page by page: the only infinite query. tRPC's own hook would send a field
 * `direction` with every page, which the procedures refuse or take for a filter.
 *
 * @example const { items, hasNextPage, fetchNextPage } = useList("accounts.list", {}, { initial });
 */
export function useList<Path extends ListPath>(
  path: Path,
  input: InputOf<Path>,
  options: ListOptions<Path> = {},
) {
  const { client } = trpc.useUtils();
  const { initial = null, keepsPrevious = false } = options;
  const query = useInfiniteQuery({
    ...(initial &&
      fromSeed({ data: { pages: [initial.data], pageParams: [FIRST_PAGE] }, at: initial.at })),
    ...(keepsPrevious && { placeholderData: keepPreviousData }),
    queryKey: listKey(path, input),
    // The path determines the type of the response; the untyped client does not know it.
    queryFn: async ({ pageParam, signal }) =>
      (await getUntypedClient(client).query(
        path,
        { ...input, cursor: pageParam },
        { signal },
      )) as PageOf<Path>,
    initialPageParam: FIRST_PAGE,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const { data } = query;
  const items = useMemo(
    () => (data?.pages.flatMap((page) => page.items) ?? []) as PageOf<Path>["items"],
    [data],
  );
  return { ...query, items };
}
