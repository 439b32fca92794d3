import type { Tx } from "@pfn/db";
import type { Context } from "../context";
import { type OperationHeader, writeOperation } from "../operations/write-operation";
import { todayIn } from "../schema/common";
import { newId } from "../schema/new-id";
import { insertDemoData } from "./insert-demo-data";
import { insertStarterCategories } from "./starter-categories";

interface NewLedgers extends Pick<Context, "now"> {
  userId: string;
  /** Without demo data where nobody looks at it: two years of it take longer than all the rest of a new person. */
  hasDemo?: boolean;
}

/**
 * Gives a person a live ledger with a starter set of categories, and a test ledger that also has demo data. Even these first rows
 * are written by an operation: no row exists without one (invariant 11).
 */
export async function createLedgers(tx: Tx, { userId, now, hasDemo = true }: NewLedgers): Promise<void> {
  for (const mode of ["live", "test"] as const) {
    const ledgerId = newId();
    const { timezone } = await tx.ledger.create({ data: { id: ledgerId, userId, mode }, select: { timezone: true } });
    await writeOperation(tx, systemHeader({ ledgerId, userId }), async (operation) => {
      const categories = await insertStarterCategories({ now, operation });
      if (mode === "test" && hasDemo)
        await insertDemoData({ now, today: todayIn(timezone, now()), operation, categories });
      return {};
    });
  }
}

const systemHeader = (owner: { ledgerId: string; userId: string }): OperationHeader => ({
  ...owner,
  actor: "system",
  keyId: null,
  channel: "web",
  procedure: "ledger.create",
  scope: null,
  reason: null,
  idempotencyKey: null,
  requestHash: null,
  undoesId: null,
});
