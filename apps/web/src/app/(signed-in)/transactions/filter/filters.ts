import { ListTransactionsInput } from "@pfn/api/schema/list-transactions";
import type { z } from "zod";

/** What narrows the list, as in the page's address: texts only, none of them empty. */
export type Filters = Partial<Record<FilterName, string>>;
export type FilterName = (typeof FILTER_NAMES)[number];

/** The filters and how to change them; null removes one. */
export interface FilterControl {
  filters: Filters;
  onChange: (changes: Partial<Record<FilterName, string | null>>) => void;
}

type ListInput = z.input<typeof ListTransactionsInput>;

/** In the address `categoryId=none` asks for what has no category yet. */
export const UNCATEGORIZED = "none";

export const FILTER_NAMES = [
  "q",
  "accountId",
  "categoryId",
  "from",
  "to",
  "review",
  "direction",
  "status",
  "kind",
  "min",
  "max",
  "importId",
  "operationId",
  "keyId",
] as const;

/**
 * Filters from an address. What the server would not understand is left out, so that a mistyped
 * address shows a list and no error.
 *
 * @example readFilters(new URLSearchParams("q=bakery&from=yesterday")) // { q: "bakery" }
 */
export function readFilters(search: URLSearchParams): Filters {
  const given = FILTER_NAMES.map((name): [FilterName, string] => [
    name,
    search.get(name)?.trim() ?? "",
  ]);
  return Object.fromEntries(
    given.filter(
      ([name, text]) =>
        text !== "" && ListTransactionsInput.safeParse(toInput({ [name]: text })).success,
    ),
  );
}

/** The address of the page with these filters. */
export function toHref(filters: Filters): `/transactions${string}` {
  const set = FILTER_NAMES.flatMap((name): [string, string][] =>
    filters[name] ? [[name, filters[name]]] : [],
  );
  return set.length === 0 ? "/transactions" : `/transactions?${new URLSearchParams(set)}`;
}

/** What the server is asked. */
export function toInput({ accountId, categoryId, ...rest }: Filters): ListInput {
  // The server's schema judges the values; a wrong one is refused there and left out by
  // `readFilters`.
  return {
    ...rest,
    ...(accountId !== undefined && { accountId: [accountId] }),
    ...(categoryId === UNCATEGORIZED && { uncategorized: true }),
    ...(categoryId !== undefined && categoryId !== UNCATEGORIZED && { categoryId: [categoryId] }),
  } as ListInput;
}

/** How many filters are set, the search text aside. */
export const countFilters = ({ q: _, ...others }: Filters): number => Object.keys(others).length;
