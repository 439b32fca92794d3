import type { Ambiguity } from "../schema";
import { type Column, clip, findByHeading } from "./columns";
import { findRunningBalance } from "./find-running-balance";
import { type Setting, type SettledSign, settleSign } from "./settle-sign";

interface FoundAmount extends SettledSign {
  balanceColumn?: number | null;
}

/**
 * How the file says how much, and which way. What it does not say is named, with what it can mean.
 */
export function findAmount({ columns, currency, isLiability }: Setting): FoundAmount {
  const numbers = columns.filter(({ isNumber }) => isNumber);
  const [out, into] = [findByHeading(numbers, "out"), findByHeading(numbers, "in")];
  const named = findByHeading(numbers, "balance");
  const balanceColumn = named?.number ?? null;
  if (out !== undefined && into !== undefined && out !== into) {
    return {
      amount: { outColumn: out.number, inColumn: into.number },
      balanceColumn,
      ambiguous: [],
    };
  }
  const money = moneyColumns(numbers.filter((column) => column !== named));
  const single = findByHeading(money, "amount") ?? (money.length === 1 ? money[0] : undefined);
  if (single !== undefined) {
    return { balanceColumn, ...settleSign(single, { columns, currency, isLiability }) };
  }
  const running = findRunningBalance(named === undefined ? money : [...money, named], currency);
  if (running !== null && "outColumn" in running) {
    const { outColumn, inColumn } = running;
    return { amount: { outColumn, inColumn }, balanceColumn: running.balanceColumn, ambiguous: [] };
  }
  const signed =
    running === null ? undefined : money.find(({ number }) => number === running.column);
  if (running !== null && signed !== undefined) {
    return {
      balanceColumn: running.balanceColumn,
      ...settleSign(signed, { columns, currency, isLiability }),
    };
  }
  return { balanceColumn, ambiguous: [askForColumn(money.length === 0 ? columns : money)] };
}

/** Counters and references are numbers too; what looks like money wins. */
function moneyColumns(numbers: readonly Column[]): readonly Column[] {
  const money = numbers.filter(({ isMoney }) => isMoney);
  return money.length > 0
    ? money
    : numbers.filter(({ filled }) => !filled.some((cell) => /^0\d|\d{7}/.test(cell)));
}

const askForColumn = (columns: readonly Column[]): Ambiguity => ({
  field: "amount",
  question: "Which column holds the amount? Money that leaves may also have a column of its own.",
  options: columns.slice(0, 12).map(({ number, name, filled }) => ({
    value: { column: number, sign: "as_written" },
    means:
      `Column ${number}${name === null ? "" : `, ${clip(name)}`}, ` +
      `as in ${clip(filled[0] ?? "an empty cell")}.`,
  })),
});
