import type { LedgerContext } from "../../common/context";
import { findProgress, type Progress } from "./import-progress";

/** Which file went to which account. */
interface SentFile {
  accountId: string;
  fileSha256: Uint8Array;
}

interface Row extends SentFile {
  id: string;
  state: string;
}

interface Sum {
  /** A `VerdictKind`. */
  kind: string;
  rows: number;
  arriving: bigint;
  leaving: bigint;
}

/** What an answer tells of an import and its own row does not hold. */
export interface Beside {
  /** Rows and money by verdict, as the database keeps them. None once the rows are gone. */
  sums: readonly Sum[];
  /** The first import in force of the very same file: perhaps this one. */
  twin: string | null;
  /** How far its commit is, while that runs. */
  progress: Progress | null;
  /** What put it in force last: the commit, or the undo of its undo. */
  operationId: string | null;
}

/** Reads it with four statements at most, however many rows there are. */
export async function findBeside(
  ctx: LedgerContext,
  rows: readonly Row[],
): Promise<(row: Row) => Beside> {
  const ids = rows.map(({ id }) => id);
  const sums = await ctx.db.importSum.findMany({ where: { importId: { in: ids } } });
  const twins = await findTwins(ctx, rows);
  const drafts = rows.filter(({ state }) => state === "previewed").map(({ id }) => id);
  const progress = await findProgress(ctx.db, drafts);
  const inForce = rows.filter(({ state }) => state === "committed").map(({ id }) => id);
  const operations = await findOperations(ctx, inForce);
  return (row) => ({
    sums: sums.filter(({ importId }) => importId === row.id),
    twin: twins.get(fileKey(row)) ?? null,
    progress: progress.get(row.id) ?? null,
    operationId: operations.get(row.id) ?? null,
  });
}

/** Imports by account and digest of the file. */
async function findTwins(
  { db, principal }: LedgerContext,
  rows: readonly SentFile[],
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

/** Operations by import. */
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

const fileKey = ({ accountId, fileSha256 }: SentFile) =>
  `${accountId} ${Buffer.from(fileSha256).toString("hex")}`;
