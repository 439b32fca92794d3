import { z } from "zod";
import { Id, WriteInput } from "../common/fields";
import { MoneySum } from "../common/money/money";
import { readWith } from "../common/read-with";
import { Line } from "../common/text/text";

/** Fields that every write takes beside its own: a trial run, safe repetition, and why. */
export const LedgerWriteInput = {
  ...WriteInput,
  reason: Line(300).optional().describe("Why, in your own words; the owner reads it in the log."),
};

/** Fields that every write answers beside its own. */
export const LedgerWriteOutput = {
  operationId: Id.nullable().describe("The operation in the log; null on a dry run."),
  outcome: z.enum(["applied", "dryRun"]),
  /** Numbers of rows. */
  created: z.int(),
  updated: z.int(),
  deleted: z.int(),
  skipped: z
    .array(
      z.object({
        index: z.int(),
        reason: z.string(),
        id: readWith(
          "transactions:read",
          Id.optional().describe("The transaction that is there instead."),
        ),
      }),
    )
    .describe("Rows of the input that were left out, and why."),
  balancesAfter: readWith(
    "accounts:read",
    z
      .array(z.object({ accountId: Id, name: z.string(), posted: MoneySum, pending: MoneySum }))
      .describe("Balances of every account that the write touched, over all days."),
  ),
};
