import type { Engine } from "./engine";
import { PrismaClient } from "./generated/client";
import { hideRows } from "./hide-rows";

/** Columns that no query returns unless it asks for them by name (K2). */
const SECRETS = {
  user: { passwordHash: true },
  integrationKey: { hash: true },
  invitation: { hash: true },
} as const;

/** Milliseconds to wait for a connection, and for a transaction to end. */
const TRANSACTION_LIMITS = { maxWait: 5_000, timeout: 10_000 };

/** Prisma's client for either engine. */
export function createClient(engine: Pick<Engine, "adapter">) {
  return new PrismaClient({
    adapter: hideRows(engine.adapter),
    omit: SECRETS,
    transactionOptions: TRANSACTION_LIMITS,
    // Every other format quotes the arguments of the failed call, or the source code around it, in
    // the error's message (L2).
    errorFormat: "minimal",
  });
}

/** Prisma's client as this project uses it: secrets are left out unless a query selects them. */
export type Db = ReturnType<typeof createClient>;
