import type { ImportMapping } from "../mapping-schema";
import type { MoneyColumn, MoneyValue } from "./money-columns";

export type AmountMapping = ImportMapping["amount"];

/** A way to read the amounts of a table, with what it makes of the rows. */
export interface AmountModel {
  amount: AmountMapping;
  /** Minor units by row; negative leaves the account. Null: the row would have no amount. */
  values: readonly (number | null)[];
  score: number;
  /** What says which way the money goes; null: nothing does. */
  direction: "words" | "signs" | "headings" | null;
  columns: readonly MoneyColumn[];
}

/** How a single column counts its own cells, as written or turned round. */
export function signedValues(
  { values }: MoneyColumn,
  sign: "as_written" | "inverted",
): (number | null)[] {
  return values.map((value) => signed(value, sign));
}

/**
 * In a column that is turned round, a cell with a plus of its own, or with `Cr` beside the number,
 * stays an arrival.
 */
export function signed({ minor, hasPlus, side }: MoneyValue, sign: "as_written" | "inverted") {
  if (minor === null) return null;
  if (side !== null) return side === "in" ? Math.abs(minor) : -Math.abs(minor);
  return sign === "as_written" || hasPlus ? minor : -minor;
}

/** The sign that most cells of a column for one direction carry; the other is a reversal. */
export const usualSign = ({
  negatives,
  positives,
}: Pick<MoneyColumn, "negatives" | "positives">): "plain" | "minus" =>
  negatives > positives ? "minus" : "plain";

/** What two columns, one for each direction, make of the rows. */
export function pairedValues(out: MoneyColumn, into: MoneyColumn): (number | null)[] {
  const [outTurn, inTurn] = [
    usualSign(out) === "minus" ? 1 : -1,
    usualSign(into) === "minus" ? -1 : 1,
  ];
  return out.values.map(({ minor }, at) => {
    const arriving = into.values[at]?.minor ?? 0;
    const leaving = minor ?? 0;
    if (leaving !== 0 && arriving !== 0) return null;
    return leaving === 0 && arriving === 0 ? null : outTurn * leaving + inTurn * arriving;
  });
}

export const pairOf = (out: MoneyColumn, into: MoneyColumn): AmountMapping => ({
  outColumn: out.number,
  inColumn: into.number,
  outSign: usualSign(out),
  inSign: usualSign(into),
});

/** Whether two columns never hold an amount in the same row. */
export const areExclusive = (a: MoneyColumn, b: MoneyColumn): boolean =>
  a.values.every(({ minor }, at) => !minor || !b.values[at]?.minor);

/** Two readings of the same size, whichever way the money goes. */
export const sizeKey = ({ values }: AmountModel): string =>
  values.map((value) => (value ? Math.abs(value) : "")).join(" ");

export const valueKey = ({ values }: Pick<AmountModel, "values">): string =>
  values.map((value) => value || "").join(" ");
