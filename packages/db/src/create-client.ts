import type { Engine } from "./engine";
import { PrismaClient } from "./generated/client";
import { hideRows } from "./hide-rows";

/** Columns that a query returns only when it selects them by name (K2). */
const SECRETS = {
  user: { passwordHash: true },
  integrationKey: { hash: true },
  invitation: { hash: true },
} as const;

/** Milliseconds until a transaction must have a connection. */
const BEGINS_WITHIN_MS = 5_000;
/** Milliseconds until a transaction must end. */
const ENDS_WITHIN_MS = 10_000;

/** Prisma's client for either engine. */
export function createClient({ adapter, patience }: Pick<Engine, "adapter" | "patience">) {
  return new PrismaClient({
    adapter: hideRows(adapter),
    omit: SECRETS,
    transactionOptions: {
      maxWait: BEGINS_WITHIN_MS * patience,
      timeout: ENDS_WITHIN_MS * patience,
    },
    // The other formats quote the arguments or the source code of the failed call in the message
    // (L2).
    errorFormat: "minimal",
  });
}

/** Prisma's client without the secret columns, which a query must select by name. */
export type Db = ReturnType<typeof createClient>;
