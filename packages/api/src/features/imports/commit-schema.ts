import { z } from "zod";
import { Id } from "../../common/fields";
import { LedgerWriteInput, LedgerWriteOutput } from "../../ledger/write-fields";
import { Counts, MAX_FILE_ROWS } from "./schema";

const Decision = z.strictObject({
  index: z.int().min(0).max(MAX_FILE_ROWS),
  decision: z
    .enum(["import", "match", "skip"])
    .describe(
      "`match`: the row is the transaction named by `matchId`, which keeps its words and from " +
        "now on bears the bank's identity; it needs `transactions:write`. `import`: it is " +
        "another one. `skip`: leave it out.",
    ),
});
export type Decision = z.infer<typeof Decision>;

/**
 * Possible matches without a decision are held: neither added nor lost, and found again by the next
 * preview.
 */
export const CommitImportInput = z.strictObject({
  id: Id,
  decisions: z.array(Decision).max(MAX_FILE_ROWS).default([]),
  addOpening: z
    .boolean()
    .default(false)
    .describe(
      "Also add the opening balance that the preview offers in `opening`, computed anew; a " +
        "conflict if there is none to add any more.",
    ),
  ...LedgerWriteInput,
});
export type CommitImportInput = z.infer<typeof CommitImportInput>;
export const CommitImportOutput = z.object({
  importId: Id,
  rows: z
    .object({
      imported: z.int(),
      matched: z.int(),
      held: z.int(),
      skipped: z.int(),
      ...Counts.shape,
    })
    .omit({ new: true, possible_match: true })
    .describe("What became of each row of the file."),
  transfers: z
    .object({
      linked: z.int().describe("Made transfers again; the older leg lost its category."),
      left: z
        .int()
        .describe(
          "Left as two regular transactions, because the key may not change the older one: see " +
            "`transfers.link`.",
        ),
    })
    .describe(
      "Of an export of pfn: transfers whose second leg came with this file. Linking them needs " +
        "`transactions:write`.",
    ),
  ...LedgerWriteOutput,
});
