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
} as const satisfies Record<string, ProcedureDoc>;
