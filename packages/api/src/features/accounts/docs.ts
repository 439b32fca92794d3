import type { ProcedureDoc } from "../../procedures/procedure-doc";

const ID = "01970000-0000-7000-8000-000000000001";

/** What callers are told about each procedure of this router. */
export const ACCOUNTS = {
  list: {
    summary: "List accounts with their balances",
    description:
      "Ordered by name. `posted` is what the bank has booked up to and including `asOf`; " +
      "`pending` is announced and not part of it.",
    rest: { method: "GET", path: "/accounts" },
    tool: { name: "list_accounts" },
    example: { asOf: "2026-03-31", includeClosed: false },
  },
  get: {
    summary: "Show one account with its balances",
    rest: { method: "GET", path: "/accounts/{id}" },
    example: { id: ID, asOf: "2026-03-31" },
  },
  create: {
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
  },
  update: {
    summary: "Rename an account, or change its type or note",
    description:
      "`version` is the one that was read; a stale one is a conflict. The currency never changes.",
    rest: { method: "PATCH", path: "/accounts/{id}" },
    example: { id: ID, version: 1, name: "Joint account" },
  },
  close: {
    summary: "Close an account",
    description:
      "It keeps its rows and its balance and takes no new ones; `closedOn` is today unless " +
      "told, and no row may be dated later.",
    rest: { method: "POST", path: "/accounts/{id}/close" },
    example: { id: ID, version: 1, closedOn: "2026-03-31" },
  },
  reopen: {
    summary: "Reopen a closed account",
    rest: { method: "POST", path: "/accounts/{id}/reopen" },
    example: { id: ID, version: 2 },
  },
  checkBalance: {
    summary: "Compare a balance that the bank states with the ledger",
    description:
      "Changes nothing. Of a card or a loan, what is owed may be sent with or without its minus. " +
      "`firstDifferingDay` needs balances that the bank stated beside imported rows.",
    rest: { method: "GET", path: "/accounts/{accountId}/balance-check" },
    tool: { name: "check_balance" },
    example: { accountId: ID, on: "2026-03-31", amount: "1204.10" },
  },
  assertBalance: {
    summary: "Keep a balance that the bank states",
    description:
      "It is compared with the ledger from now on and changes no row. Imports that state " +
      "balances keep theirs by themselves.",
    rest: { method: "POST", path: "/accounts/{accountId}/balance-checks" },
    tool: { name: "assert_balance", isIdempotent: true },
    example: {
      accountId: ID,
      on: "2026-03-31",
      amount: { amount: "1204.10", currency: "EUR" },
    },
  },
  balanceChecks: {
    summary: "List the balances that the bank stated, with today's gap",
    description: "The latest day first. `gap` is zero where the ledger agrees.",
    rest: { method: "GET", path: "/accounts/{accountId}/balance-checks" },
    tool: { name: "list_balance_checks" },
    example: { accountId: ID, limit: 10 },
  },
} as const satisfies Record<string, ProcedureDoc>;
