import { toMoney } from "../../../../common/money/money";
import { cleanLine } from "../../../../common/text/text";
import type { Ambiguity } from "../../schema";
import { DECIMAL_MARKS } from "../../table/mapping";
import type { OpenQuestion } from "../../table/question";
import { type DayReader, readDay } from "../../table/read-day";
import { type Mark, readDecimal } from "../read-decimal";
import { amountOf } from "./read-record";
import { DAY_COLUMN, type DayChoice, settleDays, toDayRecord } from "./settle-days";
import type { QifRecord } from "./split-records";

/** Records that a question shows, and characters of each. */
const SHOWN_RECORDS = 3;
const SHOWN_CHARS = 300;

interface Known {
  days: DayReader;
  /** Null for an amount that might have either. */
  markOf: (amount: string) => Mark | null;
  currency: string;
}

interface Asking extends Omit<Known, "days"> {
  today: string;
  choice: DayChoice;
}

/** A question about days, with its records as each option would book them. */
export async function askForDays(
  records: readonly QifRecord[],
  { field, question, options, records: about }: OpenQuestion,
  { today, choice, ...known }: Asking,
): Promise<Ambiguity> {
  const lines = new Set(about.map(({ line }) => line));
  const shown = records.filter(({ line }) => lines.has(line)).slice(-SHOWN_RECORDS);
  const booked: Ambiguity["options"] = [];
  for (const { value, means } of options) {
    const settled = { ...choice, [field]: value };
    const setting = { currency: known.currency, today, choice: settled };
    const { reader } = await settleDays(shown, setting);
    const rows = shown.map((record) => bookAs(record, { ...known, days: reader }));
    booked.push({ value, means, rows });
  }
  return { field, question, lines: shown.map(toLine), options: booked };
}

/** Shows the first amounts that either mark may divide. */
export function askForMark(records: readonly QifRecord[], known: Known): Ambiguity {
  const open = records.filter((record) => known.markOf(amountOf(record)) === null);
  const shown = open.slice(0, SHOWN_RECORDS);
  const amount = shown[0] === undefined ? "" : amountOf(shown[0]);
  return {
    field: "decimalMark",
    question: `How much is ${amount.slice(0, 40)}?`,
    lines: shown.map(toLine),
    options: DECIMAL_MARKS.map((mark) => ({
      value: mark,
      means:
        mark === "." ? amount.replaceAll(",", "") : amount.replaceAll(".", "").replace(",", "."),
      rows: shown.map((record) => bookAs(record, { ...known, markOf: () => mark })),
    })),
  };
}

/** A record in one line, as letters and values. */
const toLine = ({ line, fields }: QifRecord) => ({
  line,
  text: cleanLine(
    [...fields].map(([letter, value]) => `${letter}${value.slice(0, SHOWN_CHARS)}`).join(" "),
    SHOWN_CHARS,
  ),
});

function bookAs(record: QifRecord, { days, markOf, currency }: Known) {
  const amount = amountOf(record);
  const mark = markOf(amount);
  const minor = mark === null ? null : readDecimal(amount, { mark, currency });
  return {
    line: record.line,
    date: readDay(toDayRecord(record), DAY_COLUMN, days),
    amount: minor === null ? null : toMoney(minor, currency),
  };
}
