import { z } from "zod";
import { LedgerWriteInput, LedgerWriteOutput } from "../operations/schema";

export const FillDemoInput = z.strictObject({ ...LedgerWriteInput }).prefault({});
export type FillDemoInput = z.output<typeof FillDemoInput>;
export const FillDemoOutput = z.object({ ...LedgerWriteOutput });
