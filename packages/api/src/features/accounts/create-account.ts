import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { todayIn } from "../../common/fields";
import { newId } from "../../common/ids";
import { parseAmount } from "../../common/money/money";
import type { AccountSnapshot } from "../../ledger/entities/account";
import type { OperationScope } from "../../ledger/operation-scope";
import type { LedgerWriteContext } from "../../ledger/run-operation";
import { newTransaction } from "../transactions/new-transaction";
import { getAccount } from "./get-account";
import { refuseTakenName } from "./refuse-taken-name";
import type { CreateAccountInput } from "./schema";

/**
 * Adds an account, with its opening balance as its first row. @throws DomainError CONFLICT when the
 * name is taken
 */
export function createAccount(ctx: LedgerWriteContext, input: CreateAccountInput) {
  return ctx.operate(input, (operation) => insertAccount(ctx, input, operation));
}

async function insertAccount(
  ctx: LedgerContext,
  input: CreateAccountInput,
  operation: OperationScope,
) {
  const openingMinor = readOpeningBalance(input);
  await refuseTakenName(input.name, operation);
  const account: AccountSnapshot = {
    id: newId(),
    version: 1,
    createdAt: ctx.now().toISOString(),
    name: input.name,
    type: input.type,
    currency: input.currency,
    closedOn: null,
    note: input.note === undefined || input.note === "" ? null : input.note,
  };
  await operation.insert("account", [account]);
  if (openingMinor !== null) {
    const date = input.openingDate ?? todayIn(ctx.principal.timezone, ctx.now());
    const opening = newTransaction(
      { ctx, operation, account },
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
  return { account: await getAccount({ ...ctx, db: operation.tx }, account) };
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
