import { toMoney } from "../../../../common/money/money";
import { cleanLine } from "../../../../common/text/text";
import type { Ambiguity } from "../../schema";
import { type DateOrder, DECIMAL_MARKS } from "../../table/mapping";
import { type Mark, readDecimal } from "../read-decimal";
import { amountOf } from "./read-record";
import { readQifDay } from "./settle-days";
import type { QifRecord } from "./split-records";

/** Records that a question shows, and characters of each. */
const SHOWN_RECORDS = 3;
const SHOWN_CHARS = 300;

interface Known {
  /** The order in question where it is asked for, else the one that is known. */
  dateOrder: DateOrder | null;
  /** Null for an amount that might have either. */
  markOf: (amount: string) => Mark | null;
  currency: string;
}

const dayOf = ({ fields }: QifRecord): string => fields.get("D") ?? "";

/** Shows the first days that the orders read as different ones. */
export function askForOrder(
  records: readonly QifRecord[],
  orders: readonly DateOrder[],
  known: Omit<Known, "dateOrder">,
): Ambiguity {
  const differs = (record: QifRecord) =>
    new Set(orders.map((order) => readQifDay(dayOf(record), order))).size > 1;
  const open = records.filter(differs).slice(0, SHOWN_RECORDS);
  const text = open[0] === undefined ? "" : dayOf(open[0]);
  return {
    field: "dateOrder",
    question: `Which day is ${text.slice(0, 20)}?`,
    lines: open.map(toLine),
    options: orders.map((order) => ({
      value: order,
      means: readQifDay(text, order) ?? "No day.",
      rows: open.map((record) => bookAs(record, { ...known, dateOrder: order })),
    })),
  };
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

function bookAs(record: QifRecord, { dateOrder, markOf, currency }: Known) {
  const amount = amountOf(record);
  const mark = markOf(amount);
  const minor = mark === null ? null : readDecimal(amount, { mark, currency });
  return {
    line: record.line,
    date: dateOrder === null ? null : readQifDay(dayOf(record), dateOrder),
    amount: minor === null ? null : toMoney(minor, currency),
  };
}
