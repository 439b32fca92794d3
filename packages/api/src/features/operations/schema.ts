import { z } from "zod";
import { CivilDate, Id, Instant, PageInput, pageOf } from "../../common/fields";
import { Actor, Channel, OperationState } from "../../common/vocabulary";

export const Operation = z
  .object({
    id: Id,
    seq: z
      .string()
      .describe("Number in the ledger's log, from 1, without gaps; a decimal integer."),
    at: Instant,
    actor: Actor,
    keyId: Id.nullable(),
    keyLabel: z.string().nullable(),
    channel: Channel,
    procedure: z.string(),
    reason: z.string().nullable(),
    state: OperationState,
    undoes: Id.nullable(),
    undoneBy: Id.nullable().describe(
      "Undo this one to do the operation again. Null when it is in force, for an undo that " +
        "was undone (it stays undone), and where a key may not see the operation that undid " +
        "it.",
    ),
    changes: z.int().describe("Number of rows changed."),
  })
  .meta({ id: "Operation" });
export type Operation = z.infer<typeof Operation>;

/**
 * Newest first. A key without `operations:read` sees its own only. Days are those of the ledger's
 * time zone.
 */
export const ListOperationsInput = z
  .strictObject({
    ...PageInput,
    keyId: Id.optional(),
    channel: Channel.optional(),
    from: CivilDate.optional().describe("First day, in the ledger's time zone."),
    to: CivilDate.optional().describe("Last day, in the ledger's time zone."),
  })
  .prefault({});
export type ListOperationsInput = z.infer<typeof ListOperationsInput>;
export const ListOperationsOutput = pageOf(Operation);

/** Of the rows it changed a page, in the order in which it changed them. */
export const GetOperationInput = z.strictObject({ id: Id, ...PageInput });
export type GetOperationInput = z.output<typeof GetOperationInput>;
export const OperationDetail = Operation.extend({
  rows: z
    .array(
      z.object({
        entity: z.string(),
        entityId: Id.nullable(),
        before: z.unknown(),
        after: z.unknown(),
      }),
    )
    .describe(
      "Each changed row as it was (null: not there) and as it became (null: gone): accounts " +
        "with `accounts:read`, categories with `categories:read`, transactions, transfers and " +
        "imports with `transactions:read`. Without that scope `entityId` is null, and of the row " +
        "only its `version` is told.",
    ),
  nextCursor: z.string().nullable().describe("Null when `rows` holds the last ones."),
});
