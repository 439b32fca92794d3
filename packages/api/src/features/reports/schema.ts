import { z } from "zod";
import { CivilDate, Id } from "../../common/fields";
import { MoneySum } from "../../common/money/money";
import { Flow, TransactionKind, TransactionStatus } from "../../common/vocabulary";

/**
 * Filters for `transactions.list`. Its totals with them are the figure that carries them (invariant
 * 6).
 */
export const Replay = z
  .object({
    from: CivilDate.exactOptional(),
    to: CivilDate,
    currency: z.string(),
    kind: TransactionKind.exactOptional(),
    flow: Flow.exactOptional(),
    categoryId: z.array(Id).exactOptional(),
    uncategorized: z.boolean().exactOptional(),
    accountId: z.array(Id).exactOptional(),
    status: TransactionStatus.exactOptional(),
  })
  .meta({ id: "Replay" });
export type Replay = z.infer<typeof Replay>;

const FIGURE = { sum: MoneySum, count: z.int(), replay: Replay };
/**
 * A sum (negative = money left), the number of transactions in it, and the filters with which
 * transactions.list adds up to it.
 */
export const Figure = z.object(FIGURE).meta({ id: "Figure" });
export type Figure = z.infer<typeof Figure>;

const Period = z.object({ from: CivilDate, to: CivilDate });
/**
 * Both days are included. Without them: from the first of the ledger's current month up to its
 * today.
 */
export const SummaryInput = z
  .strictObject({
    from: CivilDate.optional().describe("First day; the first of this month unless told."),
    to: CivilDate.optional().describe("Last day; today unless told."),
    groupBy: z.enum(["category", "month", "account"]).default("category"),
    previous: z
      .boolean()
      .default(true)
      .describe(
        "Compare with the period before: as many whole months where `from` is the first of one " +
          "(up to the same day of the month), else as many days.",
      ),
  })
  .prefault({});
export type SummaryInput = z.infer<typeof SummaryInput>;

/** One group's income or expense in one currency. */
export const SummaryItem = z
  .object({
    currency: z.string(),
    flow: Flow,
    key: z
      .string()
      .nullable()
      .describe("Id of the category or account, or the month as YYYY-MM; null = without category."),
    name: z.string().nullable().describe("Name of the category or account."),
    ...FIGURE,
    previous: Figure.nullable().describe(
      "The same over the previous period; null when grouped by month.",
    ),
  })
  .meta({ id: "SummaryItem" });

export const SummaryOutput = z.object({
  period: Period,
  previousPeriod: Period.nullable(),
  totals: z
    .array(
      z.object({
        currency: z.string(),
        flow: z.enum(["income", "expense", "net"]),
        ...FIGURE,
        previous: Figure.nullable().describe("The same over the previous period."),
      }),
    )
    .describe("Three per currency, never added across."),
  items: z
    .array(SummaryItem)
    .describe("By month: oldest first. Else the largest first, income before expense."),
  excluded: z
    .array(z.object({ kind: TransactionKind, ...FIGURE }))
    .describe(
      "What is neither income nor expense: transfers, openings and adjustments, per currency.",
    ),
});
export type Summary = z.infer<typeof SummaryOutput>;

/** Month by month. Without days: the last twelve months up to the ledger's today. */
export const BalancesInput = z
  .strictObject({
    from: CivilDate.optional().describe("A day of the first month."),
    to: CivilDate.optional().describe("The last day; today unless told."),
  })
  .prefault({});
export type BalancesInput = z.infer<typeof BalancesInput>;

export const BalancesOutput = z.object({
  series: z
    .array(
      z.object({
        currency: z.string(),
        points: z
          .array(z.object({ date: CivilDate, ...FIGURE }))
          .describe(
            "Posted balance of all accounts at the end of each month, and at last on `to`.",
          ),
      }),
    )
    .describe("One entry per currency, never added across."),
});
