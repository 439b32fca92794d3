import { randomBytes, randomUUID } from "node:crypto";
import type { Db } from "../create-client";
import type { Prisma } from "../generated/client";
import type { Tx } from "../in-transaction";

/**
 * Creates a user with one ledger, two accounts in euros, one in yen, a category and an operation.
 */
export async function seedLedger(db: Db, mode: "live" | "test" = "live") {
  const user = await db.user.create({
    data: { email: `${randomUUID()}@example.org`, name: "Somebody", passwordHash: "not a hash" },
  });
  const ledger = await db.ledger.create({
    data: { userId: user.id, mode, baseCurrency: "EUR", timezone: "Europe/Berlin" },
  });
  const inLedger = { ledgerId: ledger.id };
  const account = (name: string, currency: string) =>
    db.account.create({ data: { ...inLedger, name, type: "checking", currency } });
  const operation = await db.operation.create({
    data: { ...inLedger, seq: 1, actor: "user", channel: "web", procedure: "seed" },
  });
  return {
    user,
    ledger,
    operation,
    checking: await account("Checking", "EUR"),
    savings: await account("Savings", "EUR"),
    yen: await account("Yen", "JPY"),
    category: await db.category.create({ data: { ...inLedger, name: "Food", kind: "expense" } }),
  };
}

export type Seed = Awaited<ReturnType<typeof seedLedger>>;

/** Creates an active key of the seeded user with one scope. Returns it with its hash. */
export async function seedKey(
  db: Db,
  seed: Seed,
  data: Partial<Prisma.IntegrationKeyUncheckedCreateInput> = {},
) {
  const hash = randomBytes(32);
  const owner = { userId: seed.user.id, ledgerId: seed.ledger.id };
  const key = await db.integrationKey.create({
    data: {
      ...owner,
      label: "A key",
      hash,
      hint: "pfn_live_…abcd",
      scopes: ["accounts:read"],
      ...data,
    },
  });
  return { ...key, hash };
}

/** The columns of a transaction in the seeded ledger. `amountMinor` is in cents. */
export function transactionData(
  seed: Seed,
  amountMinor: number,
  changes: Partial<Prisma.TransactionUncheckedCreateInput> = {},
) {
  return {
    ledgerId: seed.ledger.id,
    accountId: seed.checking.id,
    createdByOperationId: seed.operation.id,
    date: new Date("2026-03-01"),
    amountMinor,
    currency: "EUR",
    payee: "Somewhere",
    ...changes,
  };
}

/** Creates one transaction with lines of these amounts. */
export async function seedTransaction(
  tx: Db | Tx,
  seed: Seed,
  { lines, ...changes }: Partial<Prisma.TransactionUncheckedCreateInput> & { lines: number[] },
) {
  const sum = lines.reduce((total, line) => total + line, 0);
  const { id } = await tx.transaction.create({ data: transactionData(seed, sum, changes) });
  await tx.transactionLine.createMany({
    data: lines.map((amountMinor, position) => ({
      ledgerId: seed.ledger.id,
      transactionId: id,
      position,
      amountMinor,
    })),
  });
  return id;
}
