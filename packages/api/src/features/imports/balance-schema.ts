import { z } from "zod";
import { MoneySum } from "../../common/money/money";

/** What the balances in a file say of its rows. */
export const BalanceCheck = z
  .object({
    source: z
      .enum(["column", "statement"])
      .describe("Where the file states balances: beside its rows, or around them."),
    expected: MoneySum.describe("The balance that the file states last."),
    computed: MoneySum.describe("Its first balance and the amounts after it, added up."),
    gap: MoneySum.describe("Expected minus computed; zero when the file agrees with itself."),
    brokenAtLine: z
      .int()
      .nullable()
      .describe("The first line whose balance does not follow from its neighbour's."),
    joins: z
      .boolean()
      .describe("False: a page is missing between the statements that the file holds."),
  })
  .meta({ id: "ImportBalanceCheck" });
export type BalanceCheck = z.infer<typeof BalanceCheck>;
