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

const decisions = z.array(Decision).max(MAX_FILE_ROWS).default([]);

const addOpening = z
  .boolean()
  .default(false)
  .describe(
    "Also add the opening balance that the preview offers in `opening`, computed anew; a " +
      "conflict if there is none to add any more.",
  );

/** An operation commits at most this many previews. */
export const MAX_COMMITTED = 50;

/** Another preview of the same commit. */
const AlsoCommitted = z.strictObject({ id: Id, decisions, addOpening });

/**
 * Possible matches without a decision are held: neither added nor lost, and found again by the next
 * preview.
 */
export const CommitImportInput = z.strictObject({
  id: Id,
  decisions,
  addOpening,
  also: z
    .array(AlsoCommitted)
    .max(MAX_COMMITTED - 1)
    .optional()
    .describe(
      "More previews for the same operation, such as those of the other accounts of an export of " +
        "another program. Their transfers to one another are linked. All together have at most " +
        `${MAX_FILE_ROWS} rows.`,
    ),
  createCategories: z
    .boolean()
    .optional()
    .describe(
      "Creates the categories that an export of another program names and the ledger does not " +
        "have; it needs `categories:write`. Without it their names stay in the notes.",
    ),
  ...LedgerWriteInput,
});
export type CommitImportInput = z.infer<typeof CommitImportInput>;
export const CommitImportOutput = z.object({
  importId: Id.describe("That of `id`; the others are in force under their own ids."),
  rows: z
    .object({
      imported: z.int(),
      matched: z.int(),
      held: z.int(),
      skipped: z.int(),
      ...Counts.shape,
    })
    .omit({ new: true, possible_match: true })
    .describe("What became of each row of the files."),
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
        "`transactions:write`. Of another program's export: transfers between the previews of " +
        "this commit.",
    ),
  categoriesCreated: z.int(),
  ...LedgerWriteOutput,
  skipped: z
    .array(
      LedgerWriteOutput.skipped.element.extend({
        importId: Id.optional().describe("Of a preview in `also`."),
      }),
    )
    .describe("Rows that were left out, by import and index, and why; at most 200."),
});
