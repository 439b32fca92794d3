import { ledgerProcedure, ledgerWriteProcedure, router } from "../trpc";
import { createAccount } from "./create-account";
import { listAccounts } from "./list-accounts";
import { CreateAccountInput, CreateAccountOutput, ListAccountsInput, ListAccountsOutput } from "./schema";

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
  create: ledgerWriteProcedure("accounts:write", {
    summary: "Create an account",
    description: "An opening balance becomes a transaction of kind `opening`, dated `openingDate` or today.",
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
    .mutation(({ ctx, input }) => createAccount(ctx, input)),
});
