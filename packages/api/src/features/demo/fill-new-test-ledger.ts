import type { Tx } from "@pfn/db";
import type { Context } from "../../common/context";
import { todayIn } from "../../common/fields";
import { systemHeader, writeOperation } from "../../ledger/write-operation";
import { insertDemoData } from "./insert-demo-data";

interface NewTestLedger extends Pick<Context, "now"> {
  userId: string;
}

/**
 * Inside the transaction that makes a person's test key: a test ledger to which nobody has written
 * yet gets its demo data, as an operation of its own, so that the key's first call finds it. Two
 * years of rows take longer than all the rest of a new person, most of whom never make a test key;
 * sign-up therefore leaves them out. The new ledger is locked before it is looked at once more:
 * whoever resets it at this moment, on any instance, comes before or after. One that is in use is
 * not locked, so that a key is replaced whoever writes to it.
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
