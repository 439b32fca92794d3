import type { AppCaller, RouterOutputs } from "../root";

type Page = RouterOutputs["changes"]["list"];
type State = Page["items"][number];
type Kept = NonNullable<State["row"]>;

/**
 * A copy of a ledger, kept as any program would: by applying what changes.list answers, page after
 * page.
 */
export class Mirror {
  since: string | undefined;
  readonly rows = new Map<string, Kept>();

  constructor(readonly caller: Pick<AppCaller, "changes">) {}

  /** Follows `next` to the end and returns the pages. */
  async catchUp(limit: number): Promise<Page[]> {
    const pages: Page[] = [];
    do {
      const page = await this.caller.changes.list({
        ...(this.since && { since: this.since }),
        limit,
      });
      for (const { entity, id, row } of page.items) {
        if (row === null) this.rows.delete(`${entity} ${id}`);
        else this.rows.set(`${entity} ${id}`, row);
      }
      this.since = page.next;
      pages.push(page);
    } while (pages.at(-1)?.hasMore);
    return pages;
  }

  /** Without transfers whose transactions are gone: they end with them. */
  contents(): Map<string, Kept> {
    const isWhole = (row: Kept) =>
      !("outTransactionId" in row) ||
      (this.rows.has(`transaction ${row.outTransactionId}`) &&
        this.rows.has(`transaction ${row.inTransactionId}`));
    return new Map([...this.rows].filter(([, row]) => isWhole(row)));
  }
}

/** The same from the lists themselves. */
export async function readLists(caller: AppCaller): Promise<Map<string, Kept>> {
  const rows = new Map<string, Kept>();
  for (const { posted: _, pending: __, asOf: ___, ...account } of (await caller.accounts.list())
    .items)
    rows.set(`account ${account.id}`, account);
  for (const category of (await caller.categories.list()).items)
    rows.set(`category ${category.id}`, category);
  let cursor: string | null | undefined;
  do {
    const page: RouterOutputs["transactions"]["list"] = await caller.transactions.list({
      limit: 200,
      ...(cursor && { cursor }),
    });
    for (const row of page.items) {
      rows.set(`transaction ${row.id}`, row);
      if (row.transfer === null) continue;
      const isOut = row.amount.amount.startsWith("-");
      const [outTransactionId, inTransactionId] = isOut
        ? [row.id, row.transfer.transactionId]
        : [row.transfer.transactionId, row.id];
      rows.set(`transfer ${row.transfer.id}`, {
        id: row.transfer.id,
        outTransactionId,
        inTransactionId,
      });
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}
