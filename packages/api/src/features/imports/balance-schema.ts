import { z } from "zod";
import { CivilDate } from "../../common/fields";
import { Money, MoneySum } from "../../common/money/money";
import { readWith } from "../../common/read-with";

/** What the balances in a file say of its rows. */
export const BalanceCheck = z.object({
  source: z
    .enum(["column", "statement", "lines"])
    .describe(
      "Where the file states balances: beside its rows, around them as its format has it, or in " +
        "lines of a table.",
    ),
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
});
export type BalanceCheck = z.infer<typeof BalanceCheck>;

/** What the account will say once the rows are added that the preview calls new. */
const LedgerAfter = z.object({
  after: MoneySum.describe("The account's balance on the day of the file's last one."),
  gap: MoneySum.describe(
    "The file's balance minus `after`; of a card or a loan whose bank states what is owed, plus " +
      "`after`. Zero when they agree. Held rows may be a cause.",
  ),
  firstDifferingDay: CivilDate.nullable().describe(
    "With a gap: the first day on which the file's balance and the account's differ.",
  ),
});

/** The same with what the file says. */
export const ForeseenLedger = LedgerAfter.extend({
  on: CivilDate.describe("The day at whose end the file states its last balance."),
  stated: MoneySum.describe("That balance."),
}).meta({ id: "ForeseenLedger" });
export type ForeseenLedger = z.infer<typeof ForeseenLedger>;

/** What they say, with what it means for the account. */
export const ImportBalance = BalanceCheck.extend({
  ledger: readWith("accounts:read", LedgerAfter.nullable().describe("As previewed.")),
}).meta({ id: "ImportBalanceCheck" });
export type ImportBalance = z.infer<typeof ImportBalance>;

/** An opening balance that an account lacks. */
export const OpeningOffer = z.object({
  amount: Money,
  on: CivilDate.describe("The day before the first row of account and file."),
});
export type OpeningOffer = z.infer<typeof OpeningOffer>;
