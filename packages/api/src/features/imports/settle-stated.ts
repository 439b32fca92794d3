import { type BadRow, isReadable, type ReadRow } from "./file-part";
import { followBalances, statedBeside } from "./follow-balances";

/**
 * Rows with the balance that the bank states beside each, where these balances follow from one
 * another. Else a row has none: it would be taken for proof of what the row is.
 */
export function settleStated(rows: readonly (ReadRow | BadRow)[]): readonly (ReadRow | BadRow)[] {
  const isProved = followBalances(rows) !== null;
  return rows.map((row) => {
    if (!isReadable(row)) return row;
    const statedBalanceMinor = isProved ? statedBeside(row) : null;
    return row.statedBalanceMinor === statedBalanceMinor ? row : { ...row, statedBalanceMinor };
  });
}
