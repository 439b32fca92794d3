import type { Tx } from "@pfn/db";
import type { Context } from "../../common/context";
import { todayIn } from "../../common/fields";
import { systemHeader, writeOperation } from "../../ledger/write-operation";
import { insertDemoData } from "./insert-demo-data";

interface NewTestLedger extends Pick<Context, "now"> {
  userId: string;
}

/**
 * Fills a test ledger to which nobody has written yet with demo data, as an operation of its own.
 * This runs in the transaction that creates a test key, so that the key's first call finds the
 * data. Sign-up leaves it out: two years of rows take long, and most people never create a test
 * key.
 *
 * A new ledger is locked and then checked again, so that a reset on any instance comes before or
 * after. A ledger in use is not locked: a key can be replaced while others write to it.
 */
export async function fillNewTestLedger(tx: Tx, { userId, now }: NewTestLedger): Promise<void> {
  const isNew = { userId_mode: { userId, mode: "test" }, rev: 1 } as const;
  if ((await tx.ledger.findUnique({ where: isNew, select: { id: true } })) === null) return;
  const [ledger] = await tx.$queryRaw<{ id: string; timezone: string; rev: bigint }[]>`
    select id, timezone, rev from ledgers
    where user_id = ${userId}::uuid and mode = 'test'
    for no key update`;
  if (ledger === undefined || ledger.rev !== 1n) return;
  const { id: ledgerId, timezone } = ledger;
  // Earlier versions filled it with the very operation that made it.
  if ((await tx.account.findFirst({ where: { ledgerId }, select: { id: true } })) !== null) return;
  const header = systemHeader({ ledgerId, userId, procedure: "ledger.fillDemo" });
  await writeOperation(tx, { header, now }, async (operation) => {
    await insertDemoData(operation, todayIn(timezone, now()));
    return {};
  });
}
