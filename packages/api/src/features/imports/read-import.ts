import type { Prisma } from "@pfn/db";
import { z } from "zod";
import type { LedgerContext } from "../../common/context";
import { defined } from "../../common/defined";
import { notFound } from "../../common/errors/refusals";
import { formatAmount } from "../../common/money/money";
import { ForeseenLedger, ImportBalance, OpeningOffer } from "./balance-schema";
import { type Beside, findBeside } from "./find-beside";
import { DRAFT_MS } from "./save-draft";
import type { Import, VerdictKind } from "./schema";
import { visibleImports } from "./visible-imports";

/** One import with its counts and sums. @throws DomainError NOT_FOUND also for somebody else's */
export async function readImport(ctx: LedgerContext, id: string): Promise<Import> {
  const [found] = await readImports(ctx, { id }, 1);
  if (found === undefined) throw notFound("import");
  return found;
}

/** Imports of the caller's ledger, newest first. */
export async function readImports(
  ctx: LedgerContext,
  where: Prisma.ImportWhereInput,
  take: number | undefined,
): Promise<Import[]> {
  const rows = await ctx.db.import.findMany({
    where: { AND: [visibleImports(ctx.principal), where] },
    orderBy: { id: "desc" },
    ...defined({ take }),
    select: LISTED,
  });
  const beside = await findBeside(ctx, rows);
  return rows.map((row) => toWire(ctx, row, beside(row)));
}

const LISTED = {
  id: true,
  accountId: true,
  fileName: true,
  fileSha256: true,
  state: true,
  createdAt: true,
  mapping: true,
  account: { select: { currency: true } },
} as const satisfies Prisma.ImportSelect;

type Row = Prisma.ImportGetPayload<{ select: typeof LISTED }>;

/**
 * What it takes of a `StoredMapping`. Older releases knew the balances of a column alone, and
 * nothing of what the ledger will say.
 */
const StoredBalance = z.object({
  balance: ImportBalance.extend({
    source: ImportBalance.shape.source.default("column"),
    joins: z.boolean().default(true),
    ledger: ImportBalance.shape.ledger.default(null),
  }).nullable(),
  ledger: ForeseenLedger.nullable().default(null),
  offer: OpeningOffer.nullable().default(null),
});

function toWire(
  { now }: LedgerContext,
  row: Row,
  { sums, twin, progress, operationId }: Beside,
): Import {
  const { id, accountId, fileName, createdAt, account } = row;
  const count = (kind: VerdictKind) => sums.find((sum) => sum.kind === kind)?.rows ?? 0;
  const booked = sums.filter(({ kind }) => kind !== "not_booked");
  const [arriving, leaving] = [
    booked.reduce((sum, part) => sum + part.arriving, 0n),
    booked.reduce((sum, part) => sum + part.leaving, 0n),
  ];
  const money = (minor: bigint) => ({
    amount: formatAmount(minor, account.currency),
    currency: account.currency,
  });
  // Perhaps of an older release, which kept it otherwise.
  const stored = StoredBalance.safeParse(row.mapping).data;
  const { balance = null, ledger = null, offer = null } = stored ?? {};
  const isOver = row.state === "previewed" && now().getTime() - createdAt.getTime() > DRAFT_MS;
  return {
    id,
    accountId,
    fileName,
    balance,
    ledger,
    opening: row.state === "previewed" ? offer : null,
    state: isOver ? "expired" : row.state,
    createdAt: createdAt.toISOString(),
    rows: {
      new: count("new"),
      duplicate: count("duplicate"),
      previously_deleted: count("previously_deleted"),
      possible_match: count("possible_match"),
      not_booked: count("not_booked"),
      error: count("error"),
    },
    totals: { in: money(arriving), out: money(leaving), net: money(arriving + leaving) },
    operationId,
    sameFileAs: twin === id ? null : twin,
    progress,
  };
}
