import type { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { fromIsoDay, isoDay } from "../../common/fields";
import { toMoney } from "../../common/money/money";
import { page } from "../../common/paging/page";
import type { Reader } from "../../common/reader";
import type { BalanceCheck, ListBalanceChecksInput } from "./balance-check-schema";
import { balancesOn } from "./balances-on";
import { compareBalance } from "./compare-balance";
import { findStatedAccount, type StatedAccount } from "./stated-account";

/**
 * The stated balances that are kept of an account, the latest day first, each with today's gap.
 *
 * @throws DomainError NOT_FOUND also for somebody else's account
 */
export async function listBalanceChecks(
  ctx: LedgerContext,
  { cursor, limit, ...filters }: ListBalanceChecksInput,
) {
  const account = await findStatedAccount(ctx.db, ctx.principal.ledgerId, filters.accountId);
  return page(ctx, {
    list: "accounts.balanceChecks",
    filters,
    limit,
    cursor,
    rows: (after: readonly [on: string, id: string] | undefined, take) =>
      readBalanceChecks(ctx.db, account, {
        where: after === undefined ? {} : before(after),
        ...(take !== undefined && { take }),
      }),
    keyOf: ({ on, id }) => [on, id],
  });
}

const before = ([on, id]: readonly [on: string, id: string]): Prisma.BalanceCheckWhereInput => ({
  on: { lte: fromIsoDay(on) },
  OR: [{ on: { lt: fromIsoDay(on) } }, { id: { lt: id } }],
});

interface ChecksQuery {
  where: Prisma.BalanceCheckWhereInput;
  take?: number;
}

/** Checks of an account with what the ledger says of them now. */
export async function readBalanceChecks(
  db: Reader,
  account: StatedAccount,
  { where, take }: ChecksQuery,
): Promise<BalanceCheck[]> {
  const { id: accountId, ledgerId, currency } = account;
  const found = await db.balanceCheck.findMany({
    where: { AND: [{ ledgerId, accountId }, where] },
    orderBy: [{ on: "desc" }, { id: "desc" }],
    ...(take !== undefined && { take }),
  });
  const days = await balancesOn(
    db,
    account,
    found.map(({ on }) => isoDay(on)),
  );
  return found.map(({ id, on, amountMinor: stated, importId, operationId, createdAt }) => {
    const computed = days.get(isoDay(on)) ?? 0n;
    const { comparedAs, gap } = compareBalance({ ...account, stated, computed });
    return {
      id,
      accountId,
      on: isoDay(on),
      amount: toMoney(stated, currency),
      comparedAs,
      computed: toMoney(computed, currency),
      gap: toMoney(gap, currency),
      importId,
      operationId,
      createdAt: createdAt.toISOString(),
    };
  });
}
