import type { Tx } from "@pfn/db";
import type { LedgerContext } from "../common/context";
import type { OperationAnswer } from "./write-operation";

/** Rows from which on a plan that knows nothing of them may take minutes. */
const MANY = 1_000;

/**
 * Tells the embedded engine's planner of a large write before it is committed: nothing else does it
 * there at once, and whoever comes next, such as the undo of an import, would be planned for tables
 * as small as they were. A server has autovacuum.
 */
export async function analyzeLargeWrite(
  ctx: LedgerContext,
  tx: Tx,
  answer: OperationAnswer,
): Promise<void> {
  if (ctx.runtime.database.engine !== "pglite") return;
  if (answer.created + answer.updated + answer.deleted < MANY) return;
  await tx.$executeRaw`analyze transactions, transaction_lines, changes, operations, import_rows`;
}
