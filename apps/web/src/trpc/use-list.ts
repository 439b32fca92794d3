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

/** Every query that answers page by page, by its path: `transactions.list`. */
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
  /** The first page, as the server rendered it; null where that one was of another list. */
  initial?: Seed<PageOf<Path>> | null;
  /** Whether the rows of the list before stay, marked as such, while another one is looked up. */
  keepsPrevious?: boolean;
}

/**
 * Where the pages of a list are kept. All of the input is part of it: tRPC's own key of an infinite
 * query leaves out `cursor` and `direction`, and so took the money that came in for the money that
 * went out. It begins like tRPC's keys, so that what is forgotten by path is forgotten here, too.
 */
export const listKey = (path: string, input: object): QueryKey => [
  path.split("."),
  { input, type: "list" },
];

const FIRST_PAGE: string | undefined = undefined;

/**
 * A list of the server, page by page: the only infinite query. Not through tRPC's own hook, because
 * that one sends a field `direction` along, which no procedure takes for the direction of paging.
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
    // The path says what the answer is; the client that is called by path does not know it.
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
