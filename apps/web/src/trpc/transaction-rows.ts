import type { RouterInputs, RouterOutputs } from "@pfn/api";
import type { InfiniteData, Query, QueryClient } from "@tanstack/react-query";

export type Row = RouterOutputs["transactions"]["get"];
type Update = RouterInputs["transactions"]["update"];
type Patch = Update["transactions"][number]["patch"];
type Pages = InfiniteData<{ items: Row[]; nextCursor: string | null }>;

/** The lists of transactions that the browser holds. */
export const transactionLists = (queryClient: QueryClient): Query[] =>
  queryClient
    .getQueryCache()
    .findAll({ queryKey: [["transactions", "list"], { type: "list" }] })
    .filter(({ state }) => state.data !== undefined);

/** Changes rows in their place in the lists. */
export function replaceRows(
  queryClient: QueryClient,
  lists: readonly Query[],
  change: (row: Row) => Row,
): void {
  for (const { queryKey } of lists) {
    queryClient.setQueryData<Pages>(
      queryKey,
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({ ...page, items: page.items.map(change) })),
        },
    );
  }
}

/**
 * Shows changed rows before the server has answered. Returns a function that takes the change back,
 * except in rows that have changed once more since.
 */
export function showPatches(queryClient: QueryClient, { transactions }: Update): () => void {
  const changes = new Map(transactions.map((change) => [change.id, change]));
  const before = new Map<string, Row>();
  replaceRows(queryClient, transactionLists(queryClient), (row) => {
    const change = changes.get(row.id);
    const next = change?.version === row.version ? applyPatch(row, change.patch) : null;
    if (next === null) return row;
    before.set(row.id, row);
    return next;
  });
  return () => {
    const lists = transactionLists(queryClient);
    replaceRows(queryClient, lists, (row) => {
      const old = before.get(row.id);
      return old !== undefined && row.version === old.version + 1 ? old : row;
    });
    // Writing to a list makes it count as just read, which it is not.
    const keys = new Set(lists.map(({ queryHash }) => queryHash));
    void queryClient.invalidateQueries({
      predicate: ({ queryHash }) => keys.has(queryHash),
      refetchType: "none",
    });
  };
}

/** The row as the server will return it; null where only the server knows. */
function applyPatch(row: Row, patch: Patch): Row | null {
  const { payee, note, review, date, status, categoryId, amount, lines } = patch;
  if (amount !== undefined || lines !== undefined) return null;
  if (categoryId !== undefined && row.kind !== "regular") return null;
  return {
    ...row,
    version: row.version + 1,
    ...(payee !== undefined && { payee }),
    ...(note !== undefined && { note: note === "" ? null : note }),
    ...(review !== undefined && { review }),
    ...(date !== undefined && { date }),
    ...(status !== undefined && { status }),
    ...(categoryId !== undefined && {
      lines: [{ categoryId, amount: row.amount, note: row.lines[0]?.note ?? null }],
    }),
  };
}
