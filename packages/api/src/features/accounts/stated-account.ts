import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import { parseAmount } from "../../common/money/money";
import { readAmount } from "../../common/money/read-amount";
import type { Reader } from "../../common/reader";
import type { StatedAmount } from "./balance-check-schema";
import { isLiability } from "./compare-balance";

/** An account whose balance is stated. */
export interface StatedAccount {
  id: string;
  ledgerId: string;
  currency: string;
  isLiability: boolean;
}

/** @throws DomainError NOT_FOUND also for somebody else's */
export async function findStatedAccount(
  db: Reader,
  ledgerId: string,
  id: string,
): Promise<StatedAccount> {
  const found = await db.account.findFirst({
    where: { id, ledgerId },
    select: { currency: true, type: true },
  });
  if (found === null) throw notFound("account", "accountId");
  return { id, ledgerId, currency: found.currency, isLiability: isLiability(found.type) };
}

/**
 * Minor units of a stated balance. @throws DomainError BAD_REQUEST for another currency, or a text
 * that is no amount in it
 */
export function readStated(stated: StatedAmount, { currency }: StatedAccount): bigint {
  if (typeof stated !== "string") return readAmount(stated, currency, "amount");
  const minor = parseAmount(stated, currency);
  if (minor !== null) return minor;
  throw refusal(
    "BAD_REQUEST",
    "amount",
    `no amount in ${currency}, the account's currency.`,
    "Send a decimal string with exactly the currency's digits, or money with its currency.",
  );
}
