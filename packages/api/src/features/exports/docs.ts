import type { ProcedureDoc } from "../../procedures/procedure-doc";

/** What callers are told about each procedure of this router. */
export const EXPORTS = {
  transactions: {
    summary: "Find the files with all transactions",
    description:
      "Answers where the files are, with the same filters as `transactions.list`: `GET` them " +
      "with the same credential. They are streamed, however many rows there are. CSV cells " +
      "that a spreadsheet would run are defused by an apostrophe; pfn imports the file again " +
      "as it was.",
    rest: { method: "GET", path: "/exports/transactions" },
    tool: { name: "export_transactions" },
    example: { from: "2026-01-01", to: "2026-12-31" },
  },
} as const satisfies Record<string, ProcedureDoc>;
