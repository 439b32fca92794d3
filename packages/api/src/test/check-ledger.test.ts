import { inTransaction, Prisma } from "@pfn/db";
import { expect, it } from "vitest";
import { eur, openAccount, purchase } from "./books";
import { asSession } from "./callers";
import { checkLedger } from "./check-ledger";
import { useRuntime } from "./database";
import { createUser } from "./factories";

const t = useRuntime();

/** Changes a table as no caller can: past its triggers. */
async function tamper(table: string, change: Prisma.Sql): Promise<void> {
  await inTransaction(t.runtime.db, async (tx) => {
    await tx.$executeRaw`alter table ${Prisma.raw(table)} disable trigger user`;
    await tx.$executeRaw(change);
    await tx.$executeRaw`alter table ${Prisma.raw(table)} enable trigger user`;
  });
}

it("finds nothing in sound books, and says what contradicts itself in others", async () => {
  const user = await createUser(t.runtime);
  const caller = await asSession(t.runtime, user);
  const [from, to] = [
    await openAccount(caller, { name: "A" }),
    await openAccount(caller, { name: "B" }),
  ];
  await caller.transactions.create({ transactions: [purchase(from)] });
  await caller.transfers.create({
    fromAccountId: from,
    toAccountId: to,
    date: "2026-03-31",
    amount: eur("5.00"),
  });
  const check = () => checkLedger(t.runtime.db, user.liveLedgerId);
  expect(await check()).toEqual([]);
  const ledger = Prisma.sql`ledger_id = ${user.liveLedgerId}::uuid`;

  await tamper(
    "transaction_lines",
    Prisma.sql`update transaction_lines set amount_minor = amount_minor + 1 where ${ledger}`,
  );
  const rows = "replaying the log does not give the rows that are there";
  expect(await check()).toEqual(["3 × an amount that is not the sum of its lines", rows]);
  await tamper(
    "transaction_lines",
    Prisma.sql`update transaction_lines set amount_minor = amount_minor - 1 where ${ledger}`,
  );
  expect(await check()).toEqual([]);

  await tamper("transfers", Prisma.sql`delete from transfers where ${ledger}`);
  expect(await check()).toEqual(["2 × a leg of no transfer", rows]);

  const last = Prisma.sql`(select max(seq) from operations where ${ledger})`;
  await tamper(
    "operations",
    Prisma.sql`
      update operations set seq = seq + 1, result = null where ${ledger} and seq = ${last}`,
  );
  expect(await check()).toEqual([
    "2 × a leg of no transfer",
    "1 × a gap in the log",
    "1 × an entry of the log without its answer",
    rows,
  ]);
});
