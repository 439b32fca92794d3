import type { FilePart, Stated } from "../file-part";
import { sumOf } from "../formats/join-statements";
import statement from "./headings/statement.json" with { type: "json" };
import { cellAt, DATE_ORDERS, type FileRecord } from "./mapping";
import { daysIn } from "./periods";
import { plain } from "./plain";
import { readAmount } from "./read-amount";
import { looksLikeDay, readDay, toDay } from "./read-day";
import { readMoney } from "./read-number";
import type { RowReader } from "./read-rows";
import { splitDay } from "./split-day";

/** A line around the rows that states a balance. */
interface StatedLine {
  /** Minor units. */
  amount: bigint;
  on: string | null;
  /** Whether its words say that it holds before the rows, or after them. */
  called: "before" | "after" | null;
}

const BALANCES: ReadonlySet<string> = new Set(statement.balance.map(plain));
const BEFORE: ReadonlySet<string> = new Set(statement.before.map(plain));
const AFTER: ReadonlySet<string> = new Set(statement.after.map(plain));
const UNBOOKED: ReadonlySet<string> = new Set(statement.unbooked.map(plain));

/** A text before and an amount behind it, in one cell. */
const AMOUNT_BEHIND = /[-+\u2212]?\d[\d.,'’\s]*(?:\p{Sc}|\p{L}{1,3})?\s*$/u;
/** Longer texts say more than a balance. UTF-16 units. */
const MAX_CHARS = 200;

/** A bank writes no more above its rows, or below them; the bound keeps the pairs few. */
const MOST_LINES = 50;

/** No language writes the month first with dots. */
const DOTTED = DATE_ORDERS.filter((order) => order !== "MDY");

interface Setting {
  /** What stands around the rows. */
  lines: readonly FileRecord[];
  rows: FilePart["rows"];
  reader: RowReader;
}

/**
 * The balances that lines around the rows state: two between which the rows lie by their sum, else
 * two that are called so, else the one that holds on a day after the rows.
 */
export function findStatedLines({
  lines,
  rows,
  reader,
}: Setting): Pick<FilePart, "opening" | "closing"> {
  const around = [...new Set([...lines.slice(0, MOST_LINES), ...lines.slice(-MOST_LINES)])];
  const found = around.map((record) => readLine(record, reader)).filter((line) => line !== null);
  const days = rows.flatMap((row) => ("date" in row && row.isBooked ? [row.date] : [])).sort();
  const newest = days.at(-1) ?? "";
  const [opening = null, closing = null] = chooseBalances(found, sumOf(rows), newest);
  const on = closing?.on ?? null;
  return {
    opening: opening && toStated(opening),
    closing: closing && { ...toStated(closing), on: on !== null && on >= newest ? on : null },
  };
}

const toStated = ({ amount, on }: StatedLine): Stated => ({ amountMinor: String(amount), on });

function chooseBalances(
  lines: readonly StatedLine[],
  sum: bigint,
  newest: string,
): [StatedLine | null, StatedLine | null] {
  for (const opening of lines)
    for (const closing of lines) {
      const isNamed = opening.called === "before" || closing.called === "after";
      const mayBe = opening.called !== "after" && closing.called !== "before";
      const isProved = opening.amount + sum === closing.amount && (sum !== 0n || isNamed);
      if (opening !== closing && mayBe && isProved) return [opening, closing];
    }
  const [before, another] = lines.filter(({ called }) => called === "before");
  const [after, further] = lines.filter(({ called }) => called === "after");
  const isClear = another === undefined && further === undefined;
  if (before !== undefined && after !== undefined && isClear) return [before, after];
  const last = lines.filter(
    ({ called, on }) => called !== "before" && on !== null && on >= newest && newest !== "",
  );
  return [null, last.length === 1 ? (last[0] ?? null) : null];
}

/** Null for a line that states no balance, or several amounts. */
function readLine(record: FileRecord, reader: RowReader): StatedLine | null {
  const text = record.cells.join(" ").slice(0, MAX_CHARS);
  const words = plain(text).split(" ");
  if (!words.some((word) => BALANCES.has(word)) || words.some((word) => UNBOOKED.has(word)))
    return null;
  const amount = amountIn(record, reader);
  if (amount === null) return null;
  const [isBefore, isAfter] = [
    words.some((one) => BEFORE.has(one)),
    words.some((one) => AFTER.has(one)),
  ];
  return {
    ...{ amount, on: dayIn(record, text, reader) },
    called: isBefore === isAfter ? null : isBefore ? "before" : "after",
  };
}

/** As a row has it, else the only one of the line, else the one at the end of its only text. */
function amountIn(record: FileRecord, reader: RowReader): bigint | null {
  const asRow = readAmount(record, reader);
  if (typeof asRow !== "string") return asRow;
  const columns = record.cells.map((_, at) => at + 1);
  const amounts = columns
    .filter((column) => !looksLikeDay(cellAt(record, column), reader.days.calendar))
    .map((column) => readMoney(record, column, reader))
    .filter((read) => typeof read !== "string");
  const [only] = amounts;
  if (only !== undefined) return amounts.length === 1 ? only.minor : null;
  const texts = record.cells.filter((cell) => cell.trim() !== "");
  const [text = ""] = texts;
  if (texts.length !== 1 || text.length > MAX_CHARS) return null;
  const rest = daysIn(text).reduce((left, day) => left.replace(day, " "), text);
  const behind = AMOUNT_BEHIND.exec(rest)?.[0] ?? "";
  const read = readMoney({ cells: [behind], line: record.line }, 1, reader);
  return typeof read === "string" ? null : read.minor;
}

function dayIn(record: FileRecord, text: string, { mapping, days }: RowReader): string | null {
  const own = readDay(record, mapping.dateColumn, days);
  if (own !== null) return own;
  const last = daysIn(text).at(-1);
  const parts = last === undefined ? null : splitDay(last);
  if (parts === null) return null;
  // Banks write their words and their rows by different programs.
  const orders = parts.kind === "numbers" && parts.separator === "." ? DOTTED : DATE_ORDERS;
  const possible = new Set(
    orders.map((order) => toDay(parts, { ...days, order })).filter((day) => day !== null),
  );
  const [only = null] = possible;
  return toDay(parts, days) ?? (possible.size === 1 ? only : null);
}
