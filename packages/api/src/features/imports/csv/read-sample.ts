import { DECIMAL_MARKS } from "./mapping";
import { type ExactNumber, readNumber } from "./read-number";

/**
 * A cell as a rough number, to see signs and sums by; 0 for what is none. Which decimal mark it has
 * is settled elsewhere.
 */
export function readSample(cell: string, currency: string): number {
  const [value] = DECIMAL_MARKS.map((mark) => readNumber(cell, mark, currency)).filter(
    (found) => found !== null,
  );
  return value === undefined ? 0 : toNumber(value);
}

const toNumber = ({ isNegative, whole, fraction }: ExactNumber) =>
  Number(`${isNegative ? "-" : ""}${whole}.${fraction || "0"}`);
