import { operate } from "../../ledger/operate";
import { ledgerProcedure, ledgerWriteProcedure, router } from "../../procedures/trpc";
import { assertBalance } from "./assert-balance";
import {
  AssertBalanceInput,
  AssertBalanceOutput,
  CheckBalanceInput,
  CheckBalanceOutput,
  ListBalanceChecksInput,
  ListBalanceChecksOutput,
} from "./balance-check-schema";
import { checkBalance } from "./check-balance";
import { closeAccount, reopenAccount } from "./close-account";
import { createAccount } from "./create-account";
import { ACCOUNTS } from "./docs";
import { getAccount } from "./get-account";
import { listAccounts } from "./list-accounts";
import { listBalanceChecks } from "./list-balance-checks";
import {
  Account,
  ChangeAccountOutput,
  CloseAccountInput,
  CreateAccountInput,
  CreateAccountOutput,
  GetAccountInput,
  ListAccountsInput,
  ListAccountsOutput,
  ReopenAccountInput,
  UpdateAccountInput,
} from "./schema";
import { updateAccount } from "./update-account";

export const accountsRouter = router({
  list: ledgerProcedure("accounts:read", ACCOUNTS.list)
    .input(ListAccountsInput)
    .output(ListAccountsOutput)
    .query(({ ctx, input }) => listAccounts(ctx, input)),
  get: ledgerProcedure("accounts:read", ACCOUNTS.get)
    .input(GetAccountInput)
    .output(Account)
    .query(({ ctx, input }) => getAccount(ctx, input)),
  create: ledgerWriteProcedure("accounts:write", ACCOUNTS.create)
    .input(CreateAccountInput)
    .output(CreateAccountOutput)
    .mutation(operate(createAccount)),
  update: ledgerWriteProcedure("accounts:write", ACCOUNTS.update)
    .input(UpdateAccountInput)
    .output(ChangeAccountOutput)
    .mutation(operate(updateAccount)),
  close: ledgerWriteProcedure("accounts:write", ACCOUNTS.close)
    .input(CloseAccountInput)
    .output(ChangeAccountOutput)
    .mutation(operate(closeAccount)),
  reopen: ledgerWriteProcedure("accounts:write", ACCOUNTS.reopen)
    .input(ReopenAccountInput)
    .output(ChangeAccountOutput)
    .mutation(operate(reopenAccount)),
  checkBalance: ledgerProcedure("accounts:read", ACCOUNTS.checkBalance)
    .input(CheckBalanceInput)
    .output(CheckBalanceOutput)
    .query(({ ctx, input }) => checkBalance(ctx, input)),
  assertBalance: ledgerWriteProcedure("accounts:write", ACCOUNTS.assertBalance)
    .input(AssertBalanceInput)
    .output(AssertBalanceOutput)
    .mutation(operate(assertBalance)),
  balanceChecks: ledgerProcedure("accounts:read", ACCOUNTS.balanceChecks)
    .input(ListBalanceChecksInput)
    .output(ListBalanceChecksOutput)
    .query(({ ctx, input }) => listBalanceChecks(ctx, input)),
});
