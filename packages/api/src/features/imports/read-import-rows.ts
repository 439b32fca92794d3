import type { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { toMoney } from "../../common/money/money";
import { decodeCursor, encodeCursor } from "../../common/paging/cursor";
import type { ImportRow, VerdictKind } from "./schema";
import { readListedRow } from "./stored-rows";
import { visibleImports } from "./visible-imports";

interface RowsQuery {
  id: string;
  verdict?: VerdictKind | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** A page of an import's rows, in the file's order; none once the import has expired. */
export async function readImportRows(
  ctx: LedgerContext,
  { id, verdict, limit, cursor }: RowsQuery,
) {
  const scope = { list: "imports.get", filters: { id, verdict } };
  const [after = "-1"] = cursor === undefined ? [] : decodeCursor(ctx, scope, cursor);
  const rows = await ctx.db.importRow.findMany({
    where: {
      import: { AND: [visibleImports(ctx.principal), { id }] },
      index: { gt: Number(after) },
      ...(verdict === undefined ? {} : { verdict: { path: ["kind"], equals: verdict } }),
    },
    orderBy: { index: "asc" },
    take: limit + 1,
    select: LISTED,
  });
  const items = rows.slice(0, limit).map(toWire);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last ? encodeCursor(ctx, scope, [String(last.index)]) : null,
  };
}

const LISTED = {
  index: true,
  parsed: true,
  verdict: true,
  import: { select: { account: { select: { currency: true } } } },
} as const satisfies Prisma.ImportRowSelect;

function toWire(row: Prisma.ImportRowGetPayload<{ select: typeof LISTED }>): ImportRow {
  const {
    parsed,
    verdict: { kind, matchId, reason },
  } = readListedRow(row);
  const { currency } = row.import.account;
  return {
    index: row.index,
    line: parsed.line,
    ...{ verdict: kind, matchId, reason },
    ...("reason" in parsed
      ? { date: null, amount: null, payee: null, note: null, externalId: null }
      : {
          date: parsed.date,
          amount: toMoney(BigInt(parsed.amountMinor), currency),
          payee: parsed.payee,
          note: parsed.note,
          externalId: parsed.externalId,
        }),
  };
}
