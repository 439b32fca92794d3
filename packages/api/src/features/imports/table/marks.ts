import { currencyDigits } from "@pfn/keys/currencies";
import { eachYielding } from "../../../common/yield-to-event-loop";
import { clip } from "./columns";
import { cellAt, DECIMAL_MARKS, type DecimalMark, type FileRecord } from "./mapping";
import { type OpenQuestion, SHOWN_RECORDS } from "./question";
import { type ExactNumber, type MoneyReader, readShape, toMinor, toNumber } from "./read-number";

interface Setting extends MoneyReader {
  /** The columns of money: amounts, balances, fees. */
  columns: readonly number[];
  /** Taken where it is one of the best. */
  remembered?: DecimalMark | undefined;
}

/** A number by decimal mark, in the order of the list. */
type Numbers = readonly (ExactNumber | null)[];

interface Reading {
  record: FileRecord;
  cell: string;
  numbers: Numbers;
}

/** A decimal mark, and in how many cells of all the number has it or needs none. */
interface FoundMark {
  decimalMark: DecimalMark;
  agrees: number;
  of: number;
}

/**
 * The decimal mark of all of a file's money: the one under which the most cells are numbers. Where
 * both are as good and mean different amounts (`3.000`), that is for the caller to say, once for
 * the whole file (I2). A currency without decimals leaves nothing open.
 */
export async function findDecimalMark(
  data: readonly FileRecord[],
  { columns, remembered, ...reader }: Setting,
): Promise<FoundMark | { question: OpenQuestion }> {
  const counts = [0, 0];
  let of = 0;
  const differing: Reading[] = [];
  await eachYielding(data, (record) => {
    for (const column of columns) {
      if (record.typed?.[column - 1]?.number !== undefined) continue;
      const cell = cellAt(record, column);
      const numbers = readNumbers(cell, reader);
      if (numbers.length > 0) of += 1;
      for (let at = 0; at < numbers.length; at += 1)
        if (numbers[at] !== null) counts[at] = (counts[at] ?? 0) + 1;
      if (differing.length < SHOWN_RECORDS && !isSame(numbers))
        differing.push({ record, cell, numbers });
    }
  });
  const best = Math.max(...counts);
  const possible = DECIMAL_MARKS.filter((_, at) => counts[at] === best);
  const [first = "."] = possible;
  const agree = { agrees: best, of };
  if (remembered !== undefined && possible.includes(remembered))
    return { decimalMark: remembered, ...agree };
  if (possible.length === 1 || differing.length === 0) return { decimalMark: first, ...agree };
  return { question: ask(differing) };
}

/** None where the cell is no number under any mark. */
function readNumbers(cell: string, { currency, marks }: MoneyReader): Numbers {
  const shape = readShape(cell, marks);
  if (shape === null) return [];
  const hasDecimals = currencyDigits(currency) !== 0;
  return DECIMAL_MARKS.map((mark) => {
    const number = toNumber(shape, mark);
    return number !== null && (hasDecimals || toMinor(number, 0) !== null) ? number : null;
  });
}

const isSame = ([a, b]: Numbers): boolean =>
  a?.whole === b?.whole && a?.fraction === b?.fraction && a?.isNegative === b?.isNegative;

function ask(differing: readonly Reading[]): OpenQuestion {
  const [first] = differing;
  return {
    field: "decimalMark",
    question: `How much is ${clip(first?.cell ?? "")}?`,
    options: DECIMAL_MARKS.map((mark, at) => ({
      value: mark,
      means: describe(first?.numbers[at] ?? null),
    })),
    records: differing.map(({ record }) => record),
  };
}

function describe(number: ExactNumber | null): string {
  if (number === null) return "No number.";
  const { isNegative, whole, fraction } = number;
  return `${isNegative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
