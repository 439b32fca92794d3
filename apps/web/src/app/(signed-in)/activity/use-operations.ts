import type { RouterOutputs } from "@pfn/api";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getQueryKey } from "@trpc/react-query";
import { trpc } from "../../../trpc/client";
import { fromSeed, type Seed } from "../../../trpc/seed";
import { PAGE_SIZE } from "./page-size";

type Page = RouterOutputs["operations"]["list"];

const FIRST_PAGE: string | undefined = undefined;

/**
 * The log page by page, newest first; of one key, or of everybody. Not through tRPC's own hook, because that one sends a `direction` of paging
 * along, which the server refuses like any field it does not know.
 */
export function useOperations({ keyId, initial }: { keyId: string | null; initial: Seed<Page> }) {
  const { client } = trpc.useUtils();
  const input = { limit: PAGE_SIZE, ...(keyId !== null && { keyId }) };
  return useInfiniteQuery({
    ...(keyId === null && fromSeed({ data: { pages: [initial.data], pageParams: [FIRST_PAGE] }, at: initial.at })),
    queryKey: getQueryKey(trpc.operations.list, input, "infinite"),
    queryFn: ({ pageParam }) => client.operations.list.query({ ...input, cursor: pageParam }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}
