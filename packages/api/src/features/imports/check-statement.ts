import { toMoney } from "../../common/money/money";
import type { BalanceCheck } from "./balance-schema";
import type { FilePart } from "./file-part";
import { sumOf } from "./formats/join-statements";

/**
 * Compares what a file states before and after its rows with the rows. Null where it does not state
 * both: then nothing can be proved.
 */
export function checkStatement(
  { opening, closing, rows, joins }: FilePart,
  currency: string,
  source: "statement" | "lines" = "statement",
): BalanceCheck | null {
  if (opening === null || closing === null) return null;
  const [expected, computed] = [
    BigInt(closing.amountMinor),
    BigInt(opening.amountMinor) + sumOf(rows),
  ];
  return {
    ...{ source, joins },
    expected: toMoney(expected, currency),
    computed: toMoney(computed, currency),
    gap: toMoney(expected - computed, currency),
    brokenAtLine: null,
  };
}
