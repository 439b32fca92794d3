import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { type FilterControl, type Filters, readFilters, toHref } from "./filters";

/** The filters in the page's address, and how to change them; null removes one. */
export function useFilters(): [Filters, FilterControl["onChange"]] {
  const search = useSearchParams();
  const filters = useMemo(() => readFilters(new URLSearchParams(search)), [search]);
  return [
    filters,
    (changes) => {
      // From the address itself: it may have changed a moment ago, and not be rendered yet.
      const now = readFilters(new URLSearchParams(window.location.search));
      const next = Object.entries({ ...now, ...changes }).filter(([, value]) => value);
      // Not a navigation: the list asks the server itself, and the page stays as it is.
      window.history.replaceState(null, "", toHref(Object.fromEntries(next)));
    },
  ];
}
