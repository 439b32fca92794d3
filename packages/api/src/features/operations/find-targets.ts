import { Prisma } from "@pfn/db";
import type { SqlReader } from "../../common/reader";
import type { Undoable } from "./undo-in-batches";

/** Operations per call, and rows that they changed together: as many as the largest import has. */
const AT_MOST = 200;
const MOST_ROWS = 20_000;

/** Whose operations, from when on. */
export interface Wanted {
  keyId: string;
  since: Date;
}

interface Target extends Undoable {
  /** The scope that the key used. */
  scope: string | null;
}

/** What one call undoes at most, newest first, and the operation that comes after it. */
export async function findTargets(tx: SqlReader, ledgerId: string, wanted: Wanted) {
  const found = await findNewest(tx, ledgerId, wanted);
  let rows = 0;
  const cut = found.findIndex(({ changeCount }, index) => {
    rows += changeCount;
    return index === AT_MOST || (index > 0 && rows > MOST_ROWS);
  });
  return cut === -1
    ? { targets: found, beyond: undefined }
    : { targets: found.slice(0, cut), beyond: found[cut] };
}

/**
 * The newest of a key's operations that are in force and neither undos nor sweeps. The conditions
 * are those of an index, word by word, so that nothing else is read, however much the key did
 * before or undid.
 */
async function findNewest(
  tx: SqlReader,
  ledgerId: string,
  { keyId, since }: Wanted,
): Promise<Target[]> {
  const found = await tx.$queryRaw<(Target & { seq: bigint })[]>(Prisma.sql`
    select id, seq, procedure, scope, change_count as "changeCount" from operations
    where key_id = ${keyId}::uuid and ledger_id = ${ledgerId}::uuid and created_at >= ${since}
      and state = 'applied' and root_id is null and procedure <> 'operations.undoMany'
    order by created_at desc, seq desc limit ${AT_MOST + 1}::int`);
  // The database's clock may have been set back.
  return found.sort((a, b) => Number(b.seq - a.seq));
}
