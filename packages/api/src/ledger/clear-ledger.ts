import { Prisma, type Tx } from "@pfn/db";
import { lookForStop } from "../common/stop-sign";

/** Rows per statement: few enough that each ends well before the database would cut it off. */
const PART = 10_000;

/** What refers to others goes first. */
const TABLES = [
  "transfers",
  "transactions",
  "balance_checks",
  "imports",
  "categories",
  "accounts",
] as const;

/**
 * Takes out every row of a ledger and its log, but for one operation if there is one to keep, and
 * returns the number of rows that were not of the log. Only a test ledger lets go of its log: the
 * database refuses it for a live one, and with that the whole transaction.
 */
export async function clearLedger(
  tx: Tx,
  ledgerId: string,
  keptOperationId: string | null,
): Promise<number> {
  const ofLedger = Prisma.sql`ledger_id = ${ledgerId}::uuid`;
  // What checks the lines of every deleted row does it part by part, not all at once at the end.
  await tx.$executeRaw`set constraints all immediate`;
  // Legs without their transfer are gone soon, too.
  await tx.$executeRaw`set constraints "transfers_leave_no_leg" deferred`;
  // Lines go with their transactions; an import has too many rows to go with it.
  await deleteInParts(tx, {
    table: "import_rows",
    where: Prisma.sql`import_id in (select id from imports where ${ofLedger})`,
  });
  let rows = 0;
  for (const table of TABLES) rows += await deleteInParts(tx, { table, where: ofLedger });
  const goes = Prisma.sql`${ofLedger} and id is distinct from ${keptOperationId}::uuid`;
  await deleteInParts(tx, {
    table: "changes",
    where: Prisma.sql`operation_id in (select id from operations where ${goes})`,
  });
  // Newest first: an operation may refer to the one that it undid.
  await deleteInParts(tx, {
    table: "operations",
    where: Prisma.sql`${goes} order by seq desc`,
  });
  await tx.$executeRaw`set constraints all deferred`;
  return rows;
}

async function deleteInParts(
  tx: Tx,
  { table, where }: { table: string; where: Prisma.Sql },
): Promise<number> {
  // Names of tables are this file's.
  const name = Prisma.raw(`"${table}"`);
  for (let total = 0; ; ) {
    const count = await tx.$executeRaw`
      delete from ${name}
      where ctid = any(array(select ctid from ${name} where ${where} limit ${PART}))`;
    total += count;
    await lookForStop(count);
    if (count < PART) return total;
  }
}
