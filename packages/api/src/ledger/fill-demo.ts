import type { LedgerContext } from "../context";
import { DomainError } from "../errors/domain-error";
import type { OperationScope } from "../operations/operation-scope";
import type { LedgerWriteContext } from "../operations/run-operation";
import { todayIn } from "../schema/common";
import { insertDemoData } from "./insert-demo-data";
import type { FillDemoInput } from "./schema";

/**
 * Fills an empty ledger with demo data, as one operation that can be undone. @throws DomainError
 * CONFLICT when it has accounts
 */
export function fillDemo(ctx: LedgerWriteContext, input: FillDemoInput) {
  return ctx.operate(input, (operation) => fill(ctx, operation));
}

async function fill({ now, principal }: LedgerContext, operation: OperationScope) {
  const { tx, ledgerId } = operation;
  if ((await tx.account.findFirst({ where: { ledgerId }, select: { id: true } })) !== null) {
    throw new DomainError("CONFLICT", "This ledger has accounts already.", {
      hint: "Demo data is for an empty ledger.",
    });
  }
  await insertDemoData({ now, today: todayIn(principal.timezone, now()), operation });
  return {};
}
