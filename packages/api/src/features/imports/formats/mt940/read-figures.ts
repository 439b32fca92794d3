import { readDecimal } from "../read-decimal";

/** A point before three digits may separate thousands, and nothing tells. */
const OPEN = /^[^,]*\.\d{3}$/;

/**
 * An amount of an MT940 file in minor units; null when it is none. SWIFT writes a comma before the
 * decimals and no groups. Some programs write groups, and some a point.
 *
 * @example readFigures("1.230,5", "EUR") // 123050n
 */
export function readFigures(figures: string, currency: string): bigint | null {
  if (OPEN.test(figures)) return null;
  const mark = figures.lastIndexOf(".") > figures.lastIndexOf(",") ? "." : ",";
  return readDecimal(figures, { mark, currency });
}
