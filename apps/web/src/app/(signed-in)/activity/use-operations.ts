import type { RouterOutputs } from "@pfn/api";
import { getQueryKey } from "@trpc/react-query";
import { trpc } from "../../../trpc/client";
import type { Seed } from "../../../trpc/seed";
import { usePages } from "../../../trpc/use-pages";
import { PAGE_SIZE } from "./page-size";

/** The log page by page, newest first; of one key, or of everybody. */
export function useOperations({
  keyId,
  initial,
}: {
  keyId: string | null;
  initial: Seed<RouterOutputs["operations"]["list"]>;
}) {
  const { client } = trpc.useUtils();
  const input = { limit: PAGE_SIZE, ...(keyId !== null && { keyId }) };
  return usePages({
    queryKey: getQueryKey(trpc.operations.list, input, "infinite"),
    read: (cursor) => client.operations.list.query({ ...input, cursor }),
    initial: keyId === null ? initial : null,
  });
}
