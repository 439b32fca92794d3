import { z } from "zod";
import { Id, Instant } from "../../common/fields";
import { readWith } from "../../common/read-with";
import { LedgerWriteInput, LedgerWriteOutput } from "../../ledger/write-fields";

export const UndoOperationInput = z.strictObject({ id: Id, ...LedgerWriteInput });
export type UndoOperationInput = z.infer<typeof UndoOperationInput>;

/**
 * Rows that undoing would destroy or cannot do without: `changed` since, or an `obstacle` (still
 * refers to a row that would go, has taken its name, or is gone and needed).
 */
const Conflicts = z.array(
  z.object({
    entity: z.string(),
    entityId: readWith("kind", Id.nullable()),
    reason: z.enum(["changed", "obstacle"]),
  }),
);

export const UndoOperationOutput = z.object({
  conflicts: Conflicts.describe("Rows in the way; only a dry run answers with any."),
  ...LedgerWriteOutput,
});

/**
 * Everything that one key did since a moment, newest first. A key may leave `keyId` out: it undoes
 * its own. What the key undid stays as it is: undo that by itself.
 */
export const UndoManyInput = z.strictObject({
  keyId: Id.optional().describe(
    "Whose operations; a key may name itself only, and may leave it out.",
  ),
  since: Instant.describe(
    "Operations from this moment on. Undos are none of them: what the key undid since stays " +
      "undone, however old it is.",
  ),
  ...LedgerWriteInput,
});
export type UndoManyInput = z.output<typeof UndoManyInput>;
export const UndoManyOutput = z.object({
  undone: z
    .array(z.object({ operationId: Id, procedure: z.string() }))
    .describe("In the order in which they were undone."),
  stoppedBy: z
    .object({
      operationId: Id,
      reason: z.enum(["conflict", "limit", "final"]),
      conflicts: Conflicts,
    })
    .nullable()
    .describe(
      "The first one that was not undone, and why: rows in the way, 200 operations or " +
        "20,000 changed rows in one call (call again for the rest), or a reset, which is " +
        "final.",
    ),
  ...LedgerWriteOutput,
});
