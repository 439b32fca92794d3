import type { LedgerContext } from "../../common/context";
import { decodeCursor, encodeCursor } from "../../common/paging/cursor";
import { readImport, readImports } from "./read-import";
import { readImportRows } from "./read-import-rows";
import type { GetImportInput, ListImportsInput } from "./schema";

/** The ledger's imports, newest first. */
export async function listImports(
  ctx: LedgerContext,
  { cursor, limit, ...filters }: ListImportsInput,
) {
  const scope = { list: "imports.list", filters };
  const [before] = cursor === undefined ? [] : decodeCursor(ctx, scope, cursor);
  const found = await readImports(
    ctx,
    {
      ...(filters.accountId === undefined ? {} : { accountId: filters.accountId }),
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    { take: limit + 1 },
  );
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: found.length > limit && last ? encodeCursor(ctx, scope, [last.id]) : null,
  };
}

/** One import with a page of its rows. @throws DomainError NOT_FOUND also for somebody else's */
export async function getImport(ctx: LedgerContext, input: GetImportInput) {
  return { import: await readImport(ctx, input.id), ...(await readImportRows(ctx, input)) };
}
