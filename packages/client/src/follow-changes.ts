import type { CallOptions } from "./call-types";

/** A page of changes. `next` is where the next one begins, also after a month. */
export interface ChangesPage<Item> {
  items: readonly Item[];
  next: string;
  hasMore: boolean;
}

/** The call `pfn.changes.list`. */
export interface ChangesQuery<Input extends { since?: string | undefined }, Item> {
  query(input?: Input, options?: CallOptions): Promise<ChangesPage<Item>>;
}

/**
 * What changed since a position, page after page, up to now. Apply a page and keep its `next`
 * together, and nothing is missed or lost, wherever the program stops; what is applied twice does
 * no harm.
 *
 * @throws PfnError as the call does; CONFLICT when the ledger was reset or restored: drop the copy
 *   and follow from the beginning
 * @example
 * for await (const { items, next } of followChanges(pfn.changes.list, { since })) await
 * store.apply(items, next);
 */
export async function* followChanges<Input extends { since?: string | undefined }, Item>(
  changes: ChangesQuery<Input, Item>,
  input?: NoInfer<Input>,
  options?: CallOptions,
): AsyncGenerator<ChangesPage<Item>, void, void> {
  let page = await changes.query(input, options);
  yield page;
  while (page.hasMore) {
    // The same input from another position on.
    page = await changes.query({ ...input, since: page.next } as Input, options);
    yield page;
  }
}
