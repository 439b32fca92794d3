import { z } from "zod";
import { LedgerWriteInput, LedgerWriteOutput } from "../operations/schema";

/** Takes nothing of its own: a person has one test ledger. */
export const ResetTestInput = z.strictObject({ ...LedgerWriteInput }).prefault({});
export type ResetTestInput = z.output<typeof ResetTestInput>;
/** `deleted` counts every row that was there, deleted ones and drafts of imports among them. */
export const ResetTestOutput = z.object({ ...LedgerWriteOutput });

export const FillDemoInput = z.strictObject({ ...LedgerWriteInput }).prefault({});
export type FillDemoInput = z.output<typeof FillDemoInput>;
export const FillDemoOutput = z.object({ ...LedgerWriteOutput });
