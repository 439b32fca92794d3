/**
 * What the server knew when it rendered a page: where a query in the browser begins, so that
 * nothing on the page has to wait.
 */
export interface Seed<T> {
  data: T;
  /**
   * Milliseconds since 1970. A page from the browser's history may be old, and is then fetched
   * again.
   */
  at: number;
}

/** For server components. */
export const toSeed = <T>(data: T): Seed<T> => ({ data, at: Date.now() });

/**
 * Options of a query that begins with what the server knew. Where the browser remembers an older
 * answer from an earlier visit to the page, that one shows for the moment it takes to fetch it
 * again, however young it is.
 */
export const fromSeed = <T>({ data, at }: Seed<T>) => ({
  initialData: data,
  initialDataUpdatedAt: at,
  refetchOnMount: ({ state }: { state: { dataUpdatedAt: number } }) =>
    state.dataUpdatedAt < at ? ("always" as const) : true,
});
