import type { CallersOperation } from "../../ledger/operate";
import { addBalanceChecks } from "./add-balance-checks";
import type { AssertBalanceInput } from "./balance-check-schema";
import { readBalanceChecks } from "./list-balance-checks";
import { findStatedAccount, readStated } from "./stated-account";

/**
 * Keeps a balance that the bank states, to compare the ledger with from now on. It changes no row
 * and no balance of the ledger. An equal one of the same day is not kept twice.
 *
 * @throws DomainError NOT_FOUND also for somebody else's account; BAD_REQUEST for another currency
 */
export async function assertBalance(
  operation: CallersOperation,
  { accountId, on, amount }: AssertBalanceInput,
) {
  const { tx, ledgerId } = operation;
  const account = await findStatedAccount(tx, ledgerId, accountId);
  const stated = { on, amountMinor: readStated(amount, account).toString() };
  const [checkId = ""] = await addBalanceChecks(operation, {
    accountId,
    importId: null,
    stated: [stated],
  });
  const [check = null] = await readBalanceChecks(tx, account, { where: { id: checkId } });
  return { checkId, check };
}
