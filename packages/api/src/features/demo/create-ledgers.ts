import type { Tx } from "@pfn/db";
import type { Context } from "../../common/context";
import { newId } from "../../common/ids";
import { systemHeader, writeOperation } from "../../ledger/write-operation";
import { insertStarterCategories } from "./starter-categories";

interface NewLedgers extends Pick<Context, "now"> {
  userId: string;
  /** IANA name of one that the server knows. */
  timezone: string;
}

/**
 * Gives a person a live and a test ledger, each with a starter set of categories. Even these first
 * rows are written by an operation: no row exists without one (invariant 11). Demo data comes into
 * the test ledger with its first key (`fill-new-test-ledger.ts`).
 */
export async function createLedgers(tx: Tx, { userId, timezone, now }: NewLedgers): Promise<void> {
  for (const mode of ["live", "test"] as const) {
    const ledgerId = newId();
    await tx.ledger.create({
      data: { id: ledgerId, userId, mode, timezone },
      select: { id: true },
    });
    const header = systemHeader({ ledgerId, userId, procedure: "ledger.create" });
    await writeOperation(tx, { header, now }, async (operation) => {
      await insertStarterCategories(operation);
      return {};
    });
  }
}
