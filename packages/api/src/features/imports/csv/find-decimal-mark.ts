import { mapYielding } from "../../../common/yield-to-event-loop";
import type { Ambiguity } from "../schema";
import { clip } from "./columns";
import { DECIMAL_MARKS, type DecimalMark } from "./mapping";
import { type ExactNumber, readNumber } from "./read-number";

interface Setting {
  currency: string;
  /** Taken where it is one of the best. */
  remembered?: DecimalMark | undefined;
}

/**
 * The decimal mark of all of a file's amounts: the one under which the most are numbers. Where both
 * are as good and mean different amounts (`3.000`), that is for the caller to say, once for the
 * whole file (I2).
 */
export async function findDecimalMark(
  cells: readonly string[],
  { currency, remembered }: Setting,
): Promise<{ decimalMark: DecimalMark } | { ambiguous: Ambiguity }> {
  const readings: { mark: DecimalMark; numbers: (ExactNumber | null)[] }[] = [];
  for (const mark of DECIMAL_MARKS)
    readings.push({
      mark,
      numbers: await mapYielding(cells, (cell) => readNumber(cell, mark, currency)),
    });
  const counts = readings.map(({ numbers }) => numbers.filter((number) => number !== null).length);
  const best = Math.max(...counts);
  const possible = readings.filter((_, index) => counts[index] === best);
  const chosen = possible.find(({ mark }) => mark === remembered);
  const [first, other] = possible;
  if (chosen !== undefined) return { decimalMark: chosen.mark };
  const at =
    first?.numbers.findIndex((number, index) => !isSame(number, other?.numbers[index] ?? null)) ??
    -1;
  if (first === undefined || other === undefined || at === -1)
    return { decimalMark: first?.mark ?? "." };
  return {
    ambiguous: {
      field: "decimalMark",
      question: `How much is ${clip(cells[at] ?? "")}?`,
      options: possible.map(({ mark, numbers }) => ({
        value: mark,
        means: describe(numbers[at] ?? null),
      })),
    },
  };
}

const isSame = (a: ExactNumber | null, b: ExactNumber | null): boolean =>
  a?.whole === b?.whole && a?.fraction === b?.fraction && a?.isNegative === b?.isNegative;

function describe(number: ExactNumber | null): string {
  if (number === null) return "No number.";
  const { isNegative, whole, fraction } = number;
  return `${isNegative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
