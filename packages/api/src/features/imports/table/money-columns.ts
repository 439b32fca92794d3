import { currencyDigits } from "@pfn/keys/currencies";
import { mapYielding } from "../../../common/yield-to-event-loop";
import type { Column } from "./columns";
import { fitOf } from "./headings";
import { cellAt, DECIMAL_MARKS, type DecimalMark, type FileRecord } from "./mapping";
import { type MoneyReader, readShape, toMinor, toNumber } from "./read-number";

/** More columns of money are no bank's; the bound keeps the combinations few. */
const MOST_COLUMNS = 8;

/** An amount as hypotheses reckon with it: exact up to 15 digits. */
export interface MoneyValue {
  /** Minor units with the cell's own sign; null where the cell holds nothing that can be read. */
  minor: number | null;
  hasPlus: boolean;
  side: "in" | "out" | null;
}

/** A column of numbers with its values in the rows that hypotheses are made on. */
export interface MoneyColumn {
  column: Column;
  number: number;
  values: readonly MoneyValue[];
  /** How likely the column is to hold the amounts of a table, from its heading and its cells. */
  score: number;
  negatives: number;
  positives: number;
}

/** The numeric columns of a table, the likeliest amounts first; those of one score by number. */
export async function readMoneyColumns(
  columns: readonly Column[],
  rows: readonly FileRecord[],
  reader: MoneyReader,
): Promise<{ money: MoneyColumn[]; mark: DecimalMark }> {
  const numeric = columns.filter(({ isNumber }) => isNumber);
  const mark = likelyMark(numeric, reader) ?? ".";
  const read = await mapYielding(numeric, (column) => {
    const own = likelyMark([column], reader) ?? mark;
    const values = rows.map((record) => readValue(record, column.number, { ...reader, mark: own }));
    const negatives = values.filter(({ minor }) => minor !== null && minor < 0).length;
    const positives = values.filter(({ minor }) => minor !== null && minor > 0).length;
    const share = rows.length === 0 ? 0 : (negatives + positives) / rows.length;
    const score = scoreOf(column, share);
    return { column, number: column.number, values, score, negatives, positives };
  });
  const best = read.toSorted((a, b) => b.score - a.score || a.number - b.number);
  return { money: best.slice(0, MOST_COLUMNS), mark };
}

/** Amounts of another currency count here, so that their rows can say later what is wrong. */
function readValue(
  record: FileRecord,
  column: number,
  { mark, marks, currency }: MoneyReader & { mark: DecimalMark },
): MoneyValue {
  const typed = record.typed?.[column - 1]?.number;
  const shape = readShape(typed ?? cellAt(record, column), marks);
  const number = shape === null ? null : toNumber(shape, typed === undefined ? mark : ".");
  const minor = number === null ? null : toMinor(number, currencyDigits(currency) ?? 2);
  const value = Number(minor ?? 0n);
  return {
    minor: minor !== null && Number.isSafeInteger(value) ? value : null,
    ...{ hasPlus: shape?.hasPlus ?? false, side: shape?.side ?? null },
  };
}

/**
 * The mark under which most cells are amounts of the currency; null where both are as good. Columns
 * may differ: a program wrote the balances, and another one the amounts.
 */
function likelyMark(
  columns: readonly Column[],
  { currency, marks }: MoneyReader,
): DecimalMark | null {
  const digits = currencyDigits(currency) ?? 2;
  const counts = DECIMAL_MARKS.map((mark) => {
    let count = 0;
    for (const cell of columns.flatMap(({ filled }) => filled)) {
      const shape = readShape(cell, marks);
      const number = shape === null ? null : toNumber(shape, mark);
      if (number !== null && toMinor(number, digits) !== null) count += 1;
    }
    return count;
  });
  const [points = 0, commas = 0] = counts;
  return points === commas ? null : commas > points ? "," : ".";
}

/** A heading is a prior. What a column holds weighs as much. */
const SCORES = {
  ...{ named: 60, gross: 50, partlyNamed: 35, otherwise: -60, partlyOtherwise: -25 },
  ...{ money: 30, filled: 30, code: -80 },
} as const;

function scoreOf({ heading, filled, isMoney }: Column, share: number): number {
  const amount = Math.max(fitOf(heading, "amount"), fitOf(heading, "gross"));
  const isGross = fitOf(heading, "gross") > fitOf(heading, "amount");
  const other = Math.max(
    ...(["balance", "fee", "otherNumber", "out", "in"] as const).map((role) =>
      fitOf(heading, role),
    ),
  );
  const named =
    other > amount
      ? other >= 2
        ? SCORES.otherwise
        : SCORES.partlyOtherwise
      : amount >= 2
        ? (isGross ? SCORES.gross : SCORES.named) + amount
        : amount > 0
          ? SCORES.partlyNamed
          : 0;
  const isCode = filled.length > 0 && filled.every((cell) => /^0\d|\d{7}/.test(cell));
  const looks = (isMoney ? SCORES.money : 0) + (isCode && !isMoney ? SCORES.code : 0);
  return named + looks + SCORES.filled * share;
}
