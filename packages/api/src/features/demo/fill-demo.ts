import { refusal } from "../../common/errors/refusal";
import { todayIn } from "../../common/fields";
import type { CallersOperation } from "../../ledger/operate";
import { insertDemoData } from "./insert-demo-data";

/**
 * Fills an empty ledger with demo data, as one operation that can be undone. @throws DomainError
 * CONFLICT when it has accounts
 */
export async function fillDemo(operation: CallersOperation) {
  const { tx, ledgerId, now, timezone } = operation;
  if ((await tx.account.findFirst({ where: { ledgerId }, select: { id: true } })) !== null) {
    throw refusal(
      "CONFLICT",
      null,
      "This ledger has accounts already.",
      "Demo data is for an empty ledger.",
    );
  }
  await insertDemoData(operation, todayIn(timezone, now()));
  return {};
}
