import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { todayIn } from "../../common/fields";
import type { OperationScope } from "../../ledger/operation-scope";
import type { LedgerWriteContext } from "../../ledger/run-operation";
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
    throw refusal(
      "CONFLICT",
      null,
      "This ledger has accounts already.",
      "Demo data is for an empty ledger.",
    );
  }
  await insertDemoData({ now, today: todayIn(principal.timezone, now()), operation });
  return {};
}
