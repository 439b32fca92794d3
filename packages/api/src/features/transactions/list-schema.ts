import { z } from "zod";
import { CivilDate, Id, PageInput, pageOf } from "../../common/fields";
import { Currency, MoneySum } from "../../common/money/money";
import { Line } from "../../common/text/text";
import { ReviewState, TransactionKind, TransactionStatus } from "../../common/vocabulary";
import { Transaction } from "./schema";

/**
 * A size in whole units of each row's own currency: `"12.50"` means 12.50 EUR, and 1250 JPY is
 * beyond it. No sign: that is `direction`.
 */
const Size = z
  .string({ error: 'Expected a decimal string in quotes, such as "12.50".' })
  .regex(/^(0|[1-9]\d{0,13})(\.\d{1,4})?$/, {
    error:
      'Expected a size such as "12.50": no sign, currency or separators. `direction` tells in ' +
      "from out.",
  });

/** What narrows a search for transactions. All of it narrows together. */
export const TransactionFilters = {
  accountId: z.array(Id).min(1).max(50).optional(),
  categoryId: z.array(Id).min(1).max(50).optional(),
  uncategorized: z
    .boolean()
    .optional()
    .describe(
      "True: only transactions with a line without category. Transfers and openings never count.",
    ),
  flow: z
    .enum(["income", "expense"])
    .optional()
    .describe(
      "As reports count it: lines in a category of that kind, and lines without category by " +
        "their sign. Transfers, openings and adjustments never count.",
    ),
  from: CivilDate.optional(),
  to: CivilDate.optional(),
  min: Size.optional().describe(
    "Smallest amount, whichever way it went: a decimal string, in each row's own currency.",
  ),
  max: Size.optional().describe("Largest amount, whichever way it went."),
  direction: z.enum(["in", "out"]).optional(),
  currency: Currency.optional(),
  q: Line(100).optional().describe("Finds text in payee, note and the bank's text, in any case."),
  status: TransactionStatus.optional(),
  review: ReviewState.optional(),
  kind: TransactionKind.optional(),
  importId: Id.optional(),
  operationId: Id.optional().describe("Rows that this operation created."),
  keyId: Id.optional().describe("Rows that this key created."),
};

/** Newest first: by date, then by id, both descending. */
export const ListTransactionsInput = z
  .strictObject({
    ...PageInput,
    ...TransactionFilters,
    include: z
      .enum(["totals"])
      .optional()
      .describe(
        "`totals`: also count and sum per currency of everything that the filters find, on all " +
          "pages.",
      ),
  })
  .prefault({});
export type ListTransactionsInput = z.infer<typeof ListTransactionsInput>;
export type TransactionFilters = Omit<ListTransactionsInput, "cursor" | "limit" | "include">;

/** How many transactions there are in one currency, and what they come to. */
export const CurrencyTotal = z
  .object({
    count: z.int().describe("Number of transactions."),
    sum: MoneySum.describe(
      "Their sum. With `categoryId`, `uncategorized` or `flow` only the matching lines count, " +
        "not all of a split transaction.",
    ),
  })
  .meta({ id: "CurrencyTotal" });

export const ListTransactionsOutput = pageOf(Transaction).extend({
  totals: z
    .array(CurrencyTotal)
    .exactOptional()
    .describe("With `include=totals`: one entry per currency, never added across."),
});

export const GetTransactionInput = z.strictObject({ id: Id });
