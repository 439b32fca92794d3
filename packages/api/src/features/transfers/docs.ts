import type { ProcedureDoc } from "../../procedures/procedure-doc";

/** What callers are told about each procedure of this router. */
export const TRANSFERS = {
  create: {
    summary: "Move money between two accounts",
    description:
      "Adds two transactions of kind `transfer`, which count in balances and never as income " +
      "or expense. Amounts are positive; `received` is needed when the currencies differ.",
    rest: { method: "POST", path: "/transfers" },
    tool: { name: "create_transfer" },
    example: {
      fromAccountId: "01970000-0000-7000-8000-000000000001",
      toAccountId: "01970000-0000-7000-8000-000000000006",
      date: "2026-03-31",
      amount: { amount: "250.00", currency: "EUR" },
    },
  },
  link: {
    summary: "Make a transfer of two transactions that are there",
    description:
      "`out` is the negative one. Both become of kind `transfer` and lose their categories.",
    rest: { method: "POST", path: "/transfers/link" },
    example: {
      out: { id: "01970000-0000-7000-8000-000000000002", version: 1 },
      in: { id: "01970000-0000-7000-8000-000000000007", version: 1 },
    },
  },
  unlink: {
    summary: "Take a transfer apart",
    description: "Both transactions stay, as regular ones without category.",
    rest: { method: "POST", path: "/transfers/{id}/unlink" },
    example: { id: "01970000-0000-7000-8000-000000000008" },
  },
} as const satisfies Record<string, ProcedureDoc>;
