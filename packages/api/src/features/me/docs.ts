import type { ProcedureDoc } from "../../procedures/procedure-doc";

/** What callers are told about each procedure of this router. */
export const ME = {
  get: {
    summary: "Tell what this key is and may do",
    description:
      "The first call of any program: the key's scopes and expiry, the ledger's base " +
      "currency, time zone and today, how much one call may carry, and how many calls are " +
      "left.",
    rest: { method: "GET", path: "/me" },
    tool: { name: "whoami" },
  },
} as const satisfies Record<string, ProcedureDoc>;
