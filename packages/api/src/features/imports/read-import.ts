import type { Prisma } from "@pfn/db";
import { z } from "zod";
import type { LedgerContext } from "../../common/context";
import { defined } from "../../common/defined";
import { notFound } from "../../common/errors/refusals";
import { formatAmount } from "../../common/money/money";
import type { Reader } from "../../common/reader";
import { findProgress, type Progress } from "./import-progress";
import { DRAFT_MS } from "./save-draft";
import { BalanceCheck, type Import, type VerdictKind } from "./schema";
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
  const sums = await sumRows(
    ctx.db,
    rows.map(({ id }) => id),
  );
  const twins = await findTwins(ctx, rows);
  const drafts = rows.filter(({ state }) => state === "previewed").map(({ id }) => id);
  const progress = await findProgress(ctx.db, drafts);
  const inForce = rows.filter(({ state }) => state === "committed").map(({ id }) => id);
  const operations = await findOperations(ctx, inForce);
  return rows.map((row) => toWire(ctx, row, { sums, twins, progress, operations }));
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
  /** A `VerdictKind`. */
  kind: string;
  rows: number;
  arriving: bigint;
  leaving: bigint;
}

/**
 * Rows and money by verdict, as the database keeps them beside the rows. None once the rows are
 * gone.
 */
const sumRows = (db: Reader, ids: readonly string[]): Promise<Sum[]> =>
  db.importSum.findMany({ where: { importId: { in: [...ids] } } });

/** The first import in force of each very same file, by account and digest. */
async function findTwins(
  { db, principal }: LedgerContext,
  rows: readonly Row[],
): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map();
  const files = [...new Map(rows.map((row) => [fileKey(row), row])).entries()];
  const accounts = files.map(([, { accountId }]) => accountId);
  const digests = files.map(([, { fileSha256 }]) => Buffer.from(fileSha256).toString("hex"));
  const found = await db.$queryRaw<{ place: number; id: string }[]>`
    select f.place::int as place, twin.id
    from unnest(${accounts}::uuid[], ${digests}::text[])
      with ordinality f(account_id, digest, place)
    cross join lateral (
      select i.id from imports i
      where i.ledger_id = ${principal.ledgerId}::uuid and i.state = 'committed'
        and i.account_id = f.account_id
        and i.file_sha256 = decode(f.digest, 'hex')
      order by i.id limit 1) twin`;
  return new Map(found.map(({ place, id }) => [files[place - 1]?.[0] ?? "", id]));
}

/** What put each import in force last: the commit, or the undo of its undo. */
async function findOperations(
  { db, principal }: LedgerContext,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const wanted = JSON.stringify(ids);
  const found = await db.$queryRaw<{ importId: string; operationId: string }[]>`
    select distinct on (c.entity_id) c.entity_id as "importId", o.id as "operationId"
    from changes c join operations o on o.id = c.operation_id
    where c.entity = 'import'
      and c.entity_id = any(array(select jsonb_array_elements_text(${wanted}::jsonb)::uuid))
      and jsonb_typeof(c.after) = 'object' and o.ledger_id = ${principal.ledgerId}::uuid
    order by c.entity_id, o.seq desc`;
  return new Map(found.map(({ importId, operationId }) => [importId, operationId]));
}

const fileKey = ({ accountId, fileSha256 }: Pick<Row, "accountId" | "fileSha256">) =>
  `${accountId} ${Buffer.from(fileSha256).toString("hex")}`;

/** What it takes of a `StoredMapping`. */
const StoredBalance = z.object({ balance: BalanceCheck.nullable() });

interface Beside {
  sums: readonly Sum[];
  twins: ReadonlyMap<string, string>;
  progress: ReadonlyMap<string, Progress>;
  operations: ReadonlyMap<string, string>;
}

function toWire(
  { now }: LedgerContext,
  row: Row,
  { sums, twins, progress, operations }: Beside,
): Import {
  const { id, accountId, fileName, createdAt, account } = row;
  const own = sums.filter(({ importId }) => importId === id);
  const count = (kind: VerdictKind) => own.find((sum) => sum.kind === kind)?.rows ?? 0;
  const [arriving, leaving] = [
    own.reduce((sum, part) => sum + part.arriving, 0n),
    own.reduce((sum, part) => sum + part.leaving, 0n),
  ];
  const money = (minor: bigint) => ({
    amount: formatAmount(minor, account.currency),
    currency: account.currency,
  });
  // Perhaps of an older release, which kept it otherwise.
  const balance = StoredBalance.safeParse(row.mapping).data?.balance ?? null;
  const twin = twins.get(fileKey(row)) ?? null;
  const isOver = row.state === "previewed" && now().getTime() - createdAt.getTime() > DRAFT_MS;
  return {
    id,
    accountId,
    fileName,
    balance,
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
    operationId: operations.get(id) ?? null,
    sameFileAs: twin === id ? null : twin,
    progress: progress.get(id) ?? null,
  };
}
