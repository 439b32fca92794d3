import type { Engine } from "./engine";
import { PrismaClient } from "./generated/client";
import { hideRows } from "./hide-rows";

/** Columns that a query returns only when it selects them by name (K2). */
const SECRETS = {
  user: { passwordHash: true },
  integrationKey: { hash: true },
  invitation: { hash: true },
} as const;

/** Milliseconds: the wait for a connection, and the time until a transaction must end. */
const TRANSACTION_LIMITS = { maxWait: 5_000, timeout: 10_000 };

/** Prisma's client for either engine. */
export function createClient(engine: Pick<Engine, "adapter">) {
  return new PrismaClient({
    adapter: hideRows(engine.adapter),
    omit: SECRETS,
    transactionOptions: TRANSACTION_LIMITS,
    // The other formats quote the arguments or the source code of the failed call in the message
    // (L2).
    errorFormat: "minimal",
  });
}

/** Prisma's client without the secret columns, which a query must select by name. */
export type Db = ReturnType<typeof createClient>;
