import type { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { defined } from "../../common/defined";
import { toMoney } from "../../common/money/money";
import { page } from "../../common/paging/page";
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
  const { items, nextCursor } = await page(ctx, {
    list: "imports.get",
    filters: { id, verdict },
    limit,
    cursor,
    rows: ([after]: readonly [index: string] = BEFORE_THE_FIRST, take) =>
      ctx.db.importRow.findMany({
        where: {
          import: { AND: [visibleImports(ctx.principal), { id }] },
          index: {
            gt: Number(after),
            // Numbers have no gaps, so this reads no more of a long file than the page.
            ...(verdict === undefined && take !== undefined && { lte: Number(after) + take }),
          },
          ...(verdict !== undefined && { verdict: { path: ["kind"], equals: verdict } }),
        },
        orderBy: { index: "asc" },
        ...defined({ take }),
        select: LISTED,
      }),
    keyOf: ({ index }) => [String(index)],
  });
  return { items: items.map(toWire), nextCursor };
}

/** Rows are numbered from 0. */
const BEFORE_THE_FIRST: readonly [index: string] = ["-1"];

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
    verdict: kind,
    matchId,
    reason,
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
