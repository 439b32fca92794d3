import { z } from "zod";
import { CivilDate } from "../../../common/fields";
import { Money } from "../../../common/money/money";
import { ReviewState, TransactionKind, TransactionStatus } from "../../../common/vocabulary";
import type { OwnItem as Item } from "../csv/own-cells";

/**
 * PostgreSQL stores no zero in a text. Other characters that do not belong in a text are cleaned as
 * in a bank's file.
 */
const Text = z
  .string()
  .refine((text) => !text.includes("\0"), { error: "Holds a zero character, which no text has." });

const OwnLine = z.object({ category: Text.nullable(), amount: Money, note: Text.nullable() });

/** What an import takes of an export's item; fields that it does not know are passed over. */
export const OwnItem = z
  .object({
    id: z.uuid(),
    date: CivilDate,
    amount: Money,
    payee: Text,
    note: Text.nullable(),
    account: Text,
    status: TransactionStatus,
    kind: TransactionKind,
    review: ReviewState,
    externalId: Text.nullable(),
    rawText: Text.nullable(),
    // Counted before they are looked at, so that a million lines do not make a million complaints.
    lines: z.array(z.unknown()).min(1).max(50).pipe(z.array(OwnLine)),
    transfer: z.object({ id: z.uuid() }).nullable(),
  })
  .refine(({ lines, amount }) => lines.every((line) => line.amount.currency === amount.currency), {
    path: ["lines"],
    error: "Each line has the currency of the whole.",
  }) satisfies z.ZodType<Item>;

/** The fields that tell an export of pfn from other JSON. */
export const MARKS = ["id", "date", "amount", "payee", "account", "lines", "transfer"] as const;
