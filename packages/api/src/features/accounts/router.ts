import { operate } from "../../ledger/operate";
import { ledgerProcedure, ledgerWriteProcedure, router } from "../../procedures/trpc";
import { closeAccount, reopenAccount } from "./close-account";
import { createAccount } from "./create-account";
import { getAccount } from "./get-account";
import { listAccounts } from "./list-accounts";
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

const ID = "01970000-0000-7000-8000-000000000001";

export const accountsRouter = router({
  list: ledgerProcedure("accounts:read", {
    summary: "List accounts with their balances",
    description:
      "Ordered by name. `posted` is what the bank has booked up to and including `asOf`; `pending` is announced and not part of it.",
    rest: { method: "GET", path: "/accounts" },
    tool: { name: "list_accounts" },
    example: { asOf: "2026-03-31", includeClosed: false },
  })
    .input(ListAccountsInput)
    .output(ListAccountsOutput)
    .query(({ ctx, input }) => listAccounts(ctx, input)),
  get: ledgerProcedure("accounts:read", {
    summary: "Show one account with its balances",
    rest: { method: "GET", path: "/accounts/{id}" },
    example: { id: ID, asOf: "2026-03-31" },
  })
    .input(GetAccountInput)
    .output(Account)
    .query(({ ctx, input }) => getAccount(ctx, input)),
  create: ledgerWriteProcedure("accounts:write", {
    summary: "Create an account",
    description:
      "An opening balance becomes a transaction of kind `opening`, dated `openingDate` or today.",
    rest: { method: "POST", path: "/accounts" },
    example: {
      name: "Checking",
      type: "checking",
      currency: "EUR",
      openingBalance: { amount: "1250.00", currency: "EUR" },
    },
  })
    .input(CreateAccountInput)
    .output(CreateAccountOutput)
    .mutation(operate(createAccount)),
  update: ledgerWriteProcedure("accounts:write", {
    summary: "Rename an account, or change its type or note",
    description:
      "`version` is the one that was read; a stale one is a conflict. The currency never changes.",
    rest: { method: "PATCH", path: "/accounts/{id}" },
    example: { id: ID, version: 1, name: "Joint account" },
  })
    .input(UpdateAccountInput)
    .output(ChangeAccountOutput)
    .mutation(operate(updateAccount)),
  close: ledgerWriteProcedure("accounts:write", {
    summary: "Close an account",
    description:
      "It keeps its rows and its balance and takes no new ones; `closedOn` is today unless told, and no row may be dated later.",
    rest: { method: "POST", path: "/accounts/{id}/close" },
    example: { id: ID, version: 1, closedOn: "2026-03-31" },
  })
    .input(CloseAccountInput)
    .output(ChangeAccountOutput)
    .mutation(operate(closeAccount)),
  reopen: ledgerWriteProcedure("accounts:write", {
    summary: "Reopen a closed account",
    rest: { method: "POST", path: "/accounts/{id}/reopen" },
    example: { id: ID, version: 2 },
  })
    .input(ReopenAccountInput)
    .output(ChangeAccountOutput)
    .mutation(operate(reopenAccount)),
});
