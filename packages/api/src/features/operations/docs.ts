import type { ProcedureDoc } from "../../procedures/procedure-doc";

/** What callers are told about each procedure of this router. */
export const OPERATIONS = {
  list: {
    summary: "List what was written, by whom and why",
    description: "Newest first. A key without `operations:read` sees its own operations only.",
    rest: { method: "GET", path: "/operations" },
    tool: { name: "list_operations" },
  },
  get: {
    summary: "Show one operation with the rows it changed",
    description:
      "A changed row shows only with the scope that reads rows of its kind; of the others " +
      "only the kind and version are told.",
    rest: { method: "GET", path: "/operations/{id}" },
    example: { id: "01970000-0000-7000-8000-000000000004" },
  },
  undo: {
    summary: "Undo an operation",
    description:
      "Restores each row that the operation changed, or refuses and names the rows changed " +
      "since. A key undoes its own operations only. Undoing is an operation too. With `dryRun` " +
      "it tells the effect and the conflicts.",
    rest: { method: "POST", path: "/operations/{id}/undo" },
    tool: { name: "undo_operation", isDestructive: true },
    example: { id: "01970000-0000-7000-8000-000000000004", dryRun: true },
  },
  undoMany: {
    summary: "Undo everything that a key did since a moment",
    description:
      "Newest first. Stops before the first operation that cannot be undone and names it " +
      "with the rows in the way; what was undone until there stays undone. All of it is one " +
      "operation: undo that to do everything again. What the key undid itself is left as it " +
      "is. A key undoes its own operations only.",
    rest: { method: "POST", path: "/operations/undo" },
    tool: { name: "undo_my_operations", isDestructive: true },
    example: {
      keyId: "01970000-0000-7000-8000-000000000009",
      since: "2026-03-31T00:00:00Z",
      dryRun: true,
    },
  },
} as const satisfies Record<string, ProcedureDoc>;
