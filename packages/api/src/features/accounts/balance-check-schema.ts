import { z } from "zod";
import { CivilDate, Id, Instant, PageInput, pageOf } from "../../common/fields";
import { Money, MoneySum } from "../../common/money/money";
import { readWith } from "../../common/read-with";
import { LedgerWriteInput, LedgerWriteOutput } from "../../ledger/write-fields";

/**
 * A balance as the bank states it.
 *
 * @example { amount: "1204.10", currency: "EUR" }
 */
const StatedAmount = z
  .union([z.string(), Money], {
    error:
      'Expected money such as { "amount": "1204.10", "currency": "EUR" }, or the decimal ' +
      'string "1204.10" in the account\'s currency.',
  })
  .describe(
    "Money in the account's currency, or its decimal string alone. What is owed on a card or a " +
      "loan may stand with or without its minus.",
  );
export type StatedAmount = z.infer<typeof StatedAmount>;

const StatedBalance = {
  accountId: Id,
  on: CivilDate.describe("The day at whose end the bank states the balance."),
  amount: StatedAmount,
};

/** What a comparison of a stated balance with the ledger answers. */
const Compared = {
  comparedAs: z
    .enum(["balance", "owed"])
    .describe(
      "`owed`: of a card or a loan, the amount was taken as what is owed, which is minus the " +
        "ledger's balance.",
    ),
  computed: MoneySum.describe("What the ledger's posted rows add up to at the end of that day."),
  gap: MoneySum.describe(
    "What the bank states minus what the ledger says, of `owed` minus what it says is owed; " +
      "zero when they agree.",
  ),
};

/**
 * A balance that the bank states for the end of a day.
 *
 * @example { accountId, on: "2026-03-31", amount: { amount: "1204.10", currency: "EUR" } }
 */
export const CheckBalanceInput = z.strictObject(StatedBalance);
export type CheckBalanceInput = z.infer<typeof CheckBalanceInput>;

export const CheckBalanceOutput = z
  .object({
    stated: MoneySum,
    ...Compared,
    lastAgreeing: z
      .object({ on: CivilDate, amount: MoneySum })
      .nullable()
      .describe(
        "The last balance up to that day that the bank stated and the ledger agrees with: a " +
          "stored check, or the balances beside imported rows.",
      ),
    firstDifferingDay: CivilDate.nullable().describe(
      "With a gap: the first day after `lastAgreeing` on which the ledger differs from the " +
        "balances that the bank stated beside its rows; null where none tells.",
    ),
  })
  .meta({ id: "BalanceComparison" });
export type CheckBalanceOutput = z.infer<typeof CheckBalanceOutput>;

/** A balance to keep, stated by hand. The same balance of the same day is kept once. */
export const AssertBalanceInput = z.strictObject({ ...StatedBalance, ...LedgerWriteInput });
export type AssertBalanceInput = z.output<typeof AssertBalanceInput>;

/** A stated balance that is kept, and what the ledger says of it now. */
export const BalanceCheck = z
  .object({
    id: Id,
    accountId: Id,
    on: CivilDate,
    amount: MoneySum.describe("As the bank states it."),
    ...Compared,
    importId: readWith(
      "transactions:read",
      Id.nullable().describe("The import that brought it; null where it was stated by hand."),
    ),
    operationId: readWith(
      "transactions:read",
      Id.nullable().describe("The operation that wrote it: undo that one to take it back."),
    ),
    createdAt: Instant,
  })
  .meta({ id: "BalanceCheck" });
export type BalanceCheck = z.infer<typeof BalanceCheck>;

export const AssertBalanceOutput = z.object({
  checkId: Id.describe("The balance that is kept: this one, or an equal one that was there."),
  check: readWith("accounts:read", BalanceCheck.nullable().describe("With what the ledger says.")),
  ...LedgerWriteOutput,
});

/** Of one account, the latest day first. */
export const ListBalanceChecksInput = z.strictObject({ ...PageInput, accountId: Id });
export type ListBalanceChecksInput = z.infer<typeof ListBalanceChecksInput>;
export const ListBalanceChecksOutput = pageOf(BalanceCheck);
