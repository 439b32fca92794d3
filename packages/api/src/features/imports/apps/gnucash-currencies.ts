import { yieldIfDue } from "../../../common/yield-to-event-loop";
import type { AppRow } from "./app";
import { toName } from "./posting";

/**
 * The currency of each posting. A transaction names one currency; a posting whose amount is not its
 * value is in another, of which only a mark stands beside the amount. What that mark means is
 * learned from the postings whose amount is their value; else the mark itself is all that is known.
 */
export async function currenciesOf(
  rows: readonly AppRow[],
): Promise<(row: AppRow, first: AppRow | undefined) => string | null> {
  const known = new Map<string, Set<string>>();
  let current = "";
  for (const row of rows) {
    await yieldIfDue();
    current = codeOf(row) || current;
    const mark = markOf(row);
    if (current === "" || !isInOwn(row)) continue;
    const codes = known.get(mark) ?? new Set();
    known.set(mark, codes.add(current));
  }
  return (row, first) => {
    const code = first === undefined ? "" : codeOf(first);
    if (code === "" || isInOwn(row)) return code || null;
    const [meant, another] = known.get(markOf(row)) ?? [];
    return meant !== undefined && another === undefined ? meant : toName(markOf(row)) || "?";
  };
}

const codeOf = ({ cell }: AppRow): string =>
  /^CURRENCY::([A-Z]{3})$/.exec(cell("Commodity/Currency"))?.[1] ?? "";

/** Older exports have no values, but a rate. */
const isInOwn = ({ cell }: AppRow): boolean =>
  cell("Value Num") === ""
    ? /^(?:1(?:[.,]0*)?(?:\s*\+\s*0\/\d+)?)?$/.test(cell("Rate/Price"))
    : cell("Value Num") === cell("Amount Num");

const markOf = ({ cell }: AppRow): string => cell("Amount With Sym").replace(/[\d\s.,'’+-]/gu, "");
