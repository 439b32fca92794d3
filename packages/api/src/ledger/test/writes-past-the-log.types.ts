import type { LedgerContext } from "../../common/context";
import type { ProcedureDoc } from "../../procedures/procedure-doc";
import { draftProcedure, ledgerProcedure, ledgerWriteProcedure } from "../../procedures/trpc";
import type { CallersOperation } from "../operate";

// Compiled by `typecheck`, never run: each line below would change a ledger without its log, and
// must not compile. A line that compiles makes its `@ts-expect-error` an error.

export async function writeFromOperation({ tx, ledgerId }: CallersOperation): Promise<void> {
  const where = { ledgerId };
  // @ts-expect-error
  await tx.account.updateMany({ where, data: { name: "Past the log" } });
  // @ts-expect-error
  await tx.category.deleteMany({ where });
  // @ts-expect-error
  await tx.transaction.create({ data: { ...where, payee: "Past the log" } });
  // @ts-expect-error
  await tx.transfer.upsert({ where, create: {}, update: {} });
  // @ts-expect-error
  await tx.operation.createManyAndReturn({ data: [] });
  // @ts-expect-error
  await tx.$executeRaw`delete from accounts where ledger_id = ${ledgerId}::uuid`;
  // @ts-expect-error
  await tx.$executeRawUnsafe("delete from accounts");
  // @ts-expect-error
  await tx.$queryRawUnsafe("delete from accounts returning id");
  // @ts-expect-error
  await tx.$transaction([]);
}

export async function writeFromContext({ db, runtime }: LedgerContext): Promise<void> {
  // @ts-expect-error
  await db.account.updateMany({ data: { name: "Past the log" } });
  // @ts-expect-error
  await db.$executeRaw`delete from accounts`;
  // @ts-expect-error
  await db.$transaction([]);
  // @ts-expect-error
  await runtime.db.account.deleteMany({});
  // @ts-expect-error
  await runtime.database.client.account.deleteMany({});
}

const doc: ProcedureDoc = { summary: "Write past the log", rest: { none: "It must not compile." } };

export const procedures = {
  // @ts-expect-error
  read: ledgerProcedure(null, doc).query(({ ctx }) => ctx.db.account.deleteMany({})),
  // @ts-expect-error
  write: ledgerWriteProcedure(null, doc).mutation(({ ctx }) => ctx.db.account.deleteMany({})),
  // @ts-expect-error
  draft: draftProcedure(null, doc).mutation(({ ctx }) => ctx.runtime.db.account.deleteMany({})),
};

/** What stays: every way to look. */
export async function look({ tx, ledgerId }: CallersOperation): Promise<void> {
  await tx.account.findMany({ where: { ledgerId } });
  await tx.category.count({ where: { ledgerId } });
  await tx.transaction.aggregate({ where: { ledgerId }, _sum: { amountMinor: true } });
  await tx.transactionLine.groupBy({ by: "transactionId", where: { ledgerId } });
  await tx.$queryRaw`select 1 from accounts where ledger_id = ${ledgerId}::uuid`;
}
