import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { newId } from "../../common/ids";
import type { Money } from "../../common/money/money";
import type { OperationScope } from "../../ledger/operation-scope";
import type { LedgerWriteContext } from "../../ledger/run-operation";
import { requireOpenAccounts } from "../accounts/require-open-accounts";
import { newTransaction } from "../transactions/new-transaction";
import { readAmount } from "../transactions/read-lines";
import { refuseUnequalLegs } from "./refuse-unequal-legs";
import type { CreateTransferInput } from "./schema";

/**
 * Moves money between two accounts: two transactions of kind `transfer` and the pair that binds
 * them (invariant 4).
 *
 * @throws DomainError NOT_FOUND for an account; CONFLICT for a closed one; BAD_REQUEST for amounts
 *   that do not fit
 */
export function createTransfer(ctx: LedgerWriteContext, input: CreateTransferInput) {
  return ctx.operate(input, (operation) => insertTransfer(ctx, input, operation));
}

async function insertTransfer(
  ctx: LedgerContext,
  input: CreateTransferInput,
  operation: OperationScope,
) {
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
    note: note === undefined || note === "" ? null : note,
  };
  const out = newTransaction({ ctx, operation, account: from }, { ...fields, amountMinor: -sent });
  const arrival = newTransaction(
    { ctx, operation, account: to },
    { ...fields, amountMinor: received },
  );
  await operation.insert("transaction", [out, arrival]);
  const transfer = { id: newId(), outTransactionId: out.id, inTransactionId: arrival.id };
  await operation.insert("transfer", [
    { ...transfer, version: 1, createdAt: ctx.now().toISOString() },
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
