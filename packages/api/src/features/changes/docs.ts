import type { ProcedureDoc } from "../../procedures/procedure-doc";

/** What callers are told about each procedure of this router. */
export const CHANGES = {
  list: {
    summary: "List what changed since",
    description:
      "For a program that keeps a copy: each row that changed after `since`, once, as it is " +
      "now, or null when it is gone. Keep `next` and send it as `since` the next time. " +
      "Accounts need `accounts:read`, categories `categories:read`; without them they are left " +
      "out. A 409 says that the ledger was reset or restored: start over without `since`.",
    rest: { method: "GET", path: "/changes" },
    example: { since: "57", limit: 200 },
  },
} as const satisfies Record<string, ProcedureDoc>;
