import type { CallOptions } from "./call-types";

/** A page of a list. `nextCursor` is null on the last one. */
export interface Page<Item> {
  items: readonly Item[];
  nextCursor: string | null;
}

/**
 * A call that answers page by page, such as `pfn.transactions.list`. A method, so that a list whose
 * input is required fits too.
 */
export interface PagedQuery<Input extends { cursor?: string | undefined }, Item> {
  query(input?: Input, options?: CallOptions): Promise<Page<Item>>;
}

/** The input may be left out where every field of it may. */
type IterateArguments<Input> =
  Record<never, never> extends Input
    ? [input?: Input, options?: CallOptions]
    : [input: Input, options?: CallOptions];

/**
 * Every item of a list, page after page: the next page is asked for when the one before is used up,
 * so leaving the loop early costs nothing. `limit` is the size of a page, `cursor` where to begin.
 *
 * @throws PfnError as the list's own calls do, from within the loop
 * @example
 * for await (const { payee, amount } of iterate(pfn.transactions.list, { uncategorized: true }))
 * console.log(payee, amount);
 */
export async function* iterate<Input extends { cursor?: string | undefined }, Item>(
  list: PagedQuery<Input, Item>,
  ...[input, options]: IterateArguments<NoInfer<Input>>
): AsyncGenerator<Item, void, void> {
  let page = await list.query(input, options);
  yield* page.items;
  while (page.nextCursor !== null) {
    // A list's input with another cursor is still that list's input.
    page = await list.query({ ...input, cursor: page.nextCursor } as Input, options);
    yield* page.items;
  }
}
