import type { ProcedureDoc } from "../../procedures/procedure-doc";

/** What callers are told about each procedure of this router. */
export const REPORTS = {
  summary: {
    summary: "Sum up income and expense",
    description:
      "Per currency, in groups, against the period before; expense is negative. A category's " +
      "kind decides between income and expense, without category the sign; refunds reduce " +
      "their category's expense. Pending rows count; transfers, openings and adjustments are " +
      "counted apart. Each figure carries the filters (`replay`) with which transactions.list " +
      "adds up to it.",
    rest: { method: "GET", path: "/reports/summary" },
    tool: { name: "summarize" },
    example: { from: "2026-03-01", to: "2026-03-31", groupBy: "category" },
  },
  balances: {
    summary: "Show what all accounts held at the end of each month",
    description: "Posted balances of all accounts together, per currency.",
    rest: { method: "GET", path: "/reports/balances" },
    example: { from: "2026-01-01", to: "2026-03-31" },
  },
} as const satisfies Record<string, ProcedureDoc>;
