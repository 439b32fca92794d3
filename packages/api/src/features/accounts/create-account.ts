import { refusal } from "../../common/errors/refusal";
import { todayIn } from "../../common/fields";
import { newId } from "../../common/ids";
import { parseAmount } from "../../common/money/money";
import type { AccountSnapshot } from "../../ledger/entities/account";
import { newTransaction } from "../../ledger/entities/new-transaction";
import type { CallersOperation } from "../../ledger/operate";
import { getWritten } from "./change-account";
import { refuseTakenName } from "./refuse-taken-name";
import type { CreateAccountInput } from "./schema";

/**
 * Adds an account, with its opening balance as its first row. @throws DomainError CONFLICT when the
 * name is taken
 */
export async function createAccount(operation: CallersOperation, input: CreateAccountInput) {
  const openingMinor = readOpeningBalance(input);
  await refuseTakenName(input.name, operation);
  const account: AccountSnapshot = {
    id: newId(),
    version: 1,
    createdAt: operation.now().toISOString(),
    name: input.name,
    type: input.type,
    currency: input.currency,
    closedOn: null,
    note: input.note ?? null,
  };
  await operation.insert("account", [account]);
  if (openingMinor !== null) {
    const date = input.openingDate ?? todayIn(operation.timezone, operation.now());
    const opening = newTransaction(
      { operation, account },
      {
        date,
        amountMinor: openingMinor,
        payee: "Opening balance",
        kind: "opening",
        review: "reviewed",
      },
    );
    await operation.insert("transaction", [opening]);
  }
  return { account: await getWritten(operation, account.id) };
}

function readOpeningBalance({
  openingBalance,
  openingDate,
  currency,
}: CreateAccountInput): bigint | null {
  if (openingBalance === undefined) {
    if (openingDate === undefined) return null;
    throw refusal(
      "BAD_REQUEST",
      "openingDate",
      "has no meaning without an opening balance.",
      "Send `openingBalance` too, or leave both out.",
    );
  }
  if (openingBalance.currency !== currency) {
    throw refusal(
      "BAD_REQUEST",
      "openingBalance.currency",
      `the account is in ${currency}.`,
      `Send "${currency}".`,
    );
  }
  return parseAmount(openingBalance.amount, currency);
}
