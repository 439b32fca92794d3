import type { LedgerContext } from "../../common/context";
import { defined } from "../../common/defined";
import { page } from "../../common/paging/page";
import { readImport, readImports } from "./read-import";
import { readImportRows } from "./read-import-rows";
import type { GetImportInput, ListImportsInput } from "./schema";

/** The ledger's imports, newest first. */
export function listImports(ctx: LedgerContext, { cursor, limit, ...filters }: ListImportsInput) {
  return page(ctx, {
    list: "imports.list",
    filters,
    limit,
    cursor,
    rows: (after: readonly [id: string] | undefined, take) =>
      readImports(
        ctx,
        defined({
          accountId: filters.accountId,
          id: after === undefined ? undefined : { lt: after[0] },
        }),
        take,
      ),
    keyOf: ({ id }) => [id],
  });
}

/** One import with a page of its rows. @throws DomainError NOT_FOUND also for somebody else's */
export async function getImport(ctx: LedgerContext, input: GetImportInput) {
  return { import: await readImport(ctx, input.id), ...(await readImportRows(ctx, input)) };
}
