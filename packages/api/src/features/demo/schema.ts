import { z } from "zod";
import { LedgerWriteInput, LedgerWriteOutput } from "../../ledger/write-fields";

/** Takes nothing of its own: a person has one test ledger. */
export const ResetTestInput = z.strictObject({ ...LedgerWriteInput }).prefault({});
export type ResetTestInput = z.output<typeof ResetTestInput>;
/** `deleted` counts every row that was there, deleted ones and drafts of imports among them. */
export const ResetTestOutput = z.object({ ...LedgerWriteOutput });

export const FillDemoInput = z.strictObject({ ...LedgerWriteInput }).prefault({});
export type FillDemoInput = z.output<typeof FillDemoInput>;
export const FillDemoOutput = z.object({ ...LedgerWriteOutput });

/** What demo data brought and is still there. */
export const DemoOutput = z.object({
  accounts: z
    .array(z.string())
    .describe("Names of the accounts, as they are now; empty without demo data."),
});

export const RemoveDemoInput = z.strictObject({ ...LedgerWriteInput }).prefault({});
export type RemoveDemoInput = z.output<typeof RemoveDemoInput>;
export const RemoveDemoOutput = z.object({
  removed: z
    .object({
      accounts: z.array(z.string()).describe("Names of the demo accounts."),
      transactions: z.int().describe("Transactions that demo data brought."),
      changed: z.int().describe("How many of them were changed or deleted since."),
      added: z
        .int()
        .describe(
          "Transactions that were added to the demo accounts since, imported ones among them.",
        ),
      imports: z.int().describe("Imports into demo accounts; they count as undone."),
    })
    .describe("What goes."),
  kept: z
    .object({
      accounts: z
        .array(z.string())
        .describe("Names of the accounts that stay, with all of their transactions."),
      unlinked: z
        .int()
        .describe(
          "Transactions of those that were legs of transfers with demo accounts, and stay " +
            "as regular ones.",
        ),
    })
    .describe("What stays."),
  ...LedgerWriteOutput,
});
