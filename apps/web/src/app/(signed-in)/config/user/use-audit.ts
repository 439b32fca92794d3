import type { RouterOutputs } from "@pfn/api";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getQueryKey } from "@trpc/react-query";
import { trpc } from "../../../../trpc/client";
import { fromSeed, type Seed } from "../../../../trpc/seed";
import { AUDIT_PAGE } from "./audit-words";

const FIRST_PAGE: string | undefined = undefined;
const INPUT = { limit: AUDIT_PAGE };

/** The person's own trail page by page, newest first. Not through tRPC's own hook, which sends a field that the server does not know. */
export function useAudit(initial: Seed<RouterOutputs["account"]["audit"]>) {
  const { client } = trpc.useUtils();
  return useInfiniteQuery({
    ...fromSeed({ data: { pages: [initial.data], pageParams: [FIRST_PAGE] }, at: initial.at }),
    queryKey: getQueryKey(trpc.account.audit, INPUT, "infinite"),
    queryFn: ({ pageParam }) => client.account.audit.query({ ...INPUT, cursor: pageParam }),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}
