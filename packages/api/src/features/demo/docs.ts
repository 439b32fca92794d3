import type { ProcedureDoc } from "../../procedures/procedure-doc";

/** What callers are told about each procedure of this router. */
export const LEDGER = {
  fillDemo: {
    summary: "Fill an empty ledger with an example household",
    rest: {
      none:
        "For a person who looks around in the screens; " +
        "a program has no use for invented money.",
    },
  },
  resetTest: {
    summary: "Put the test ledger back to its demo data",
    description:
      "For the owner and test keys with any scope that writes; a live ledger cannot be reset. " +
      "Rows, drafts of imports and the log of the test ledger are gone, so this cannot be " +
      "undone; its numbering goes on. Whoever keeps a copy gets a 409 from `changes.list` and " +
      "starts over.",
    rest: { method: "POST", path: "/test/reset" },
    example: { reason: "A clean start for the next run" },
  },
} as const satisfies Record<string, ProcedureDoc>;
