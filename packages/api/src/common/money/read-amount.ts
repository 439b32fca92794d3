import { refusal } from "../errors/refusal";
import { type Money, parseAmount } from "./money";

/**
 * Minor units of an amount in the account's currency. @throws DomainError BAD_REQUEST in any other
 */
export function readAmount(money: Money, currency: string, path: string): bigint {
  const minor = money.currency === currency ? parseAmount(money.amount, currency) : null;
  if (minor !== null) return minor;
  throw refusal(
    "BAD_REQUEST",
    `${path}.currency`,
    `the account is in ${currency}.`,
    `Send "${currency}", or use an account in ${money.currency}.`,
  );
}
