import type { LedgerContext } from "../../common/context";
import { toMoney } from "../../common/money/money";
import type { CheckBalanceInput, CheckBalanceOutput } from "./balance-check-schema";
import { balancesOn } from "./balances-on";
import { compareBalance } from "./compare-balance";
import { findParting } from "./find-parting";
import { findStatedAccount, readStated } from "./stated-account";

/**
 * Compares a balance that the bank states with the ledger, and says where they went apart.
 *
 * @throws DomainError NOT_FOUND also for somebody else's account; BAD_REQUEST for another currency
 */
export async function checkBalance(
  { db, principal }: Pick<LedgerContext, "db" | "principal">,
  { accountId, on, amount }: CheckBalanceInput,
): Promise<CheckBalanceOutput> {
  const account = await findStatedAccount(db, principal.ledgerId, accountId);
  const stated = readStated(amount, account);
  const computed = (await balancesOn(db, account, [on])).get(on) ?? 0n;
  const { comparedAs, gap } = compareBalance({ ...account, stated, computed });
  const { lastAgreeing, firstDifferingDay } = await findParting(db, account, on);
  const money = (minor: bigint) => toMoney(minor, account.currency);
  return {
    stated: money(stated),
    comparedAs,
    computed: money(computed),
    gap: money(gap),
    lastAgreeing: lastAgreeing && { on: lastAgreeing.on, amount: money(lastAgreeing.amount) },
    firstDifferingDay: gap === 0n ? null : firstDifferingDay,
  };
}
