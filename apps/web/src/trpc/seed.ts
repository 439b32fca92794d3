/**
 * What the server knew when it rendered a page. A query in the browser begins with it, so that
 * nothing on the page has to wait.
 */
export interface Seed<T> {
  data: T;
  /** Milliseconds since 1970. An old page from the browser's history is fetched again. */
  at: number;
}

/** For server components. */
export const toSeed = <T>(data: T): Seed<T> => ({ data, at: Date.now() });

/**
 * Options of a query that begins with what the server knew. Data that the browser keeps from an
 * earlier visit shows first, and is always fetched again.
 */
export const fromSeed = <T>({ data, at }: Seed<T>) => ({
  initialData: data,
  initialDataUpdatedAt: at,
  refetchOnMount: ({ state }: { state: { dataUpdatedAt: number } }) =>
    state.dataUpdatedAt < at ? ("always" as const) : true,
});
