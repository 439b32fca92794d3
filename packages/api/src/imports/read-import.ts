import type { Db, Prisma, Tx } from "@pfn/db";
import type { LedgerContext } from "../context";
import { notFound } from "../errors/refusals";
import { formatAmount } from "../money/money";
import { DRAFT_MS } from "./save-draft";
import type { Import, VerdictKind } from "./schema";
import type { StoredMapping } from "./stored-mapping";

/** One import with its counts and sums. @throws DomainError NOT_FOUND also for somebody else's */
export async function readImport(ctx: LedgerContext, id: string): Promise<Import> {
  const [found] = await readImports(ctx, { id }, { take: 1 });
  if (found === undefined) throw notFound("import");
  return found;
}

/** Imports of the caller's ledger, newest first. */
export async function readImports(
  ctx: LedgerContext,
  where: Prisma.ImportWhereInput,
  { take }: { take: number },
): Promise<Import[]> {
  const rows = await ctx.db.import.findMany({
    where: { AND: [{ ledgerId: ctx.principal.ledgerId }, where] },
    orderBy: { id: "desc" },
    take,
    select: LISTED,
  });
  const sums = await sumRows(
    ctx.db,
    rows.map(({ id }) => id),
  );
  const twins = await findTwins(ctx, rows);
  return rows.map((row) => toWire(ctx, row, { sums, twins }));
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

interface Sum {
  importId: string;
  kind: VerdictKind;
  rows: number;
  arriving: bigint;
  leaving: bigint;
}

/** Rows and money by verdict, summed where the rows are. */
function sumRows(db: Db | Tx, ids: readonly string[]): Promise<Sum[]> {
  if (ids.length === 0) return Promise.resolve([]);
  return db.$queryRaw<Sum[]>`
    select import_id as "importId", verdict->>'kind' as kind, count(*)::int as rows,
      coalesce(sum(greatest((parsed->>'amountMinor')::bigint, 0)), 0)::bigint as arriving,
      coalesce(sum(least((parsed->>'amountMinor')::bigint, 0)), 0)::bigint as leaving
    from import_rows where import_id = any(array(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)::uuid))
    group by 1, 2`;
}

/** Imports in force of the very same files, by account and digest. */
async function findTwins({ db, principal }: LedgerContext, rows: readonly Row[]): Promise<Map<string, string>> {
  const found = await db.import.findMany({
    where: {
      ledgerId: principal.ledgerId,
      state: "committed",
      accountId: { in: rows.map(({ accountId }) => accountId) },
      fileSha256: { in: rows.map(({ fileSha256 }) => fileSha256) },
    },
    orderBy: { id: "asc" },
    select: { id: true, accountId: true, fileSha256: true },
  });
  return new Map(found.map((twin) => [fileKey(twin), twin.id]));
}

const fileKey = ({ accountId, fileSha256 }: Pick<Row, "accountId" | "fileSha256">) =>
  `${accountId} ${Buffer.from(fileSha256).toString("hex")}`;

function toWire(
  { now, runtime }: LedgerContext,
  row: Row,
  { sums, twins }: { sums: Sum[]; twins: Map<string, string> },
): Import {
  const { id, accountId, fileName, createdAt, account } = row;
  const own = sums.filter(({ importId }) => importId === id);
  const count = (kind: VerdictKind) => own.find((sum) => sum.kind === kind)?.rows ?? 0;
  const [arriving, leaving] = [
    own.reduce((sum, part) => sum + part.arriving, 0n),
    own.reduce((sum, part) => sum + part.leaving, 0n),
  ];
  const money = (minor: bigint) => ({ amount: formatAmount(minor, account.currency), currency: account.currency });
  // Written by saveDraft, and by nobody else.
  const { balance } = row.mapping as unknown as StoredMapping;
  const twin = twins.get(fileKey(row)) ?? null;
  const isOver = row.state === "previewed" && now().getTime() - createdAt.getTime() > DRAFT_MS;
  return {
    ...{ id, accountId, fileName, balance },
    state: isOver ? "expired" : row.state,
    createdAt: createdAt.toISOString(),
    rows: {
      new: count("new"),
      duplicate: count("duplicate"),
      previously_deleted: count("previously_deleted"),
      possible_match: count("possible_match"),
      error: count("error"),
    },
    totals: { in: money(arriving), out: money(leaving), net: money(arriving + leaving) },
    sameFileAs: twin === id ? null : twin,
    progress: runtime.importProgress.get(id) ?? null,
  };
}
