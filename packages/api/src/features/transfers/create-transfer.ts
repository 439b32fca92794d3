import { refusal } from "../../common/errors/refusal";
import { newId } from "../../common/ids";
import type { Money } from "../../common/money/money";
import { readAmount } from "../../common/money/read-amount";
import { newTransaction } from "../../ledger/entities/new-transaction";
import type { Operation } from "../../ledger/operation";
import { requireOpenAccounts } from "../accounts/require-open-accounts";
import { refuseUnequalLegs } from "./refuse-unequal-legs";
import type { CreateTransferInput } from "./schema";

/**
 * Moves money between two accounts: two transactions of kind `transfer` and the pair that binds
 * them (invariant 4).
 *
 * @throws DomainError NOT_FOUND for an account; CONFLICT for a closed one; BAD_REQUEST for amounts
 *   that do not fit
 */
export async function createTransfer(operation: Operation, input: CreateTransferInput) {
  const { fromAccountId, toAccountId, date, payee, note, status } = input;
  if (fromAccountId === toAccountId)
    throw refusal(
      "BAD_REQUEST",
      "toAccountId",
      "the same account as `fromAccountId`.",
      "Name two accounts.",
    );
  const [from, to] = await requireOpenAccounts(operation, [
    { accountId: fromAccountId, path: "fromAccountId" },
    { accountId: toAccountId, path: "toAccountId" },
  ]);
  if (from === undefined || to === undefined)
    throw new Error("An account is missing that was just found.");
  const sent = readPositive(input.amount, from.currency, "amount");
  const received = readReceived(input, {
    sent,
    fromCurrency: from.currency,
    toCurrency: to.currency,
  });
  const fields = {
    date,
    payee,
    status,
    kind: "transfer" as const,
    note: note ?? null,
  };
  const out = newTransaction({ operation, account: from }, { ...fields, amountMinor: -sent });
  const arrival = newTransaction({ operation, account: to }, { ...fields, amountMinor: received });
  await operation.insert("transaction", [out, arrival]);
  const transfer = { id: newId(), outTransactionId: out.id, inTransactionId: arrival.id };
  await operation.insert("transfer", [
    { ...transfer, version: 1, createdAt: operation.now().toISOString() },
  ]);
  return { transfer };
}

interface Sent {
  sent: bigint;
  fromCurrency: string;
  toCurrency: string;
}

function readReceived(
  { received }: CreateTransferInput,
  { sent, fromCurrency, toCurrency }: Sent,
): bigint {
  if (received === undefined) {
    if (fromCurrency === toCurrency) return sent;
    throw refusal(
      "BAD_REQUEST",
      "received",
      `the other account is in ${toCurrency}.`,
      `Say what arrives, in ${toCurrency}.`,
    );
  }
  const minor = readPositive(received, toCurrency, "received");
  refuseUnequalLegs(
    { currency: fromCurrency, amountMinor: -sent },
    { currency: toCurrency, amountMinor: minor },
    "received",
  );
  return minor;
}

function readPositive(money: Money, currency: string, path: string): bigint {
  const minor = readAmount(money, currency, path);
  if (minor > 0n) return minor;
  throw refusal(
    "BAD_REQUEST",
    path,
    "expected a positive amount.",
    "The accounts say which way the money goes.",
  );
}
