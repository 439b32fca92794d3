import type { BadRow, ReadRow } from "../../file-part";
import { fullYear, toDay } from "../read-day";
import { toRow } from "../to-row";
import { readDetails } from "./read-details";
import { readFigures } from "./read-figures";
import type { Field } from "./split-messages";

/**
 * `:61:`, subfields 1 to 9: value date, entry date, mark, funds code, amount, type, reference of
 * the owner, reference of the bank. Banks leave the entry date out, or blank.
 */
const ROW =
  /^(\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2})| {4})?\s?(R?[CD]|E[CD])([A-Z])?\s?([\d.,]{0,30})(.*)$/;

/** The type of a row, then the owner's reference, then the bank's. */
const REFERENCES = /^(?:[A-Z][A-Z\d]{3})?(.*?)(?:\/\/(.*))?$/;

/** A row, and the text of the `:86:` behind it; null where it has none. */
export function readRow(field: Field, text: Field | null, currency: string): ReadRow | BadRow {
  const { line, lines } = field;
  const [first = "", supplement = ""] = lines;
  const found = ROW.exec(first.slice(0, 200));
  if (found === null) return { line, reason: "`:61:` is not of the form that SWIFT describes." };
  const [, yy, month, day, entryMonth, entryDay, mark = "", , figures = "", rest = ""] = found;
  const value = { year: fullYear(Number(yy)), month: Number(month), day: Number(day) };
  const valueDate = toDay(value.year, value.month, value.day);
  if (valueDate === null) return { line, reason: "The value date of `:61:` is no real day." };
  const date =
    entryMonth === undefined
      ? valueDate
      : toEntryDay(value, { month: Number(entryMonth), day: Number(entryDay) });
  if (date === null) return { line, reason: "The entry date of `:61:` is no real day." };
  const amount = readFigures(figures, currency);
  if (amount === null) return { line, reason: `\`:61:\` holds no amount in ${currency}.` };
  const [, , bankReference] = REFERENCES.exec(rest) ?? [];
  return toRow({
    line,
    date,
    valueDate,
    amount: LEAVING.has(mark) ? -amount : amount,
    texts: readDetails(text?.lines ?? [], supplement),
    externalId: bankReference,
    // An announced row comes again when it is booked.
    isBooked: !mark.startsWith("E"),
  });
}

/** Debits, and reversals of credits. */
const LEAVING: ReadonlySet<string> = new Set(["D", "RC", "ED"]);

interface Parts {
  month: number;
  day: number;
}

/** The entry date has no year: it is the one nearest to the value date. */
function toEntryDay(value: Parts & { year: number }, entry: Parts): string | null {
  const months = entry.month - value.month;
  const year = value.year + (months > 6 ? -1 : months < -6 ? 1 : 0);
  return toDay(year, entry.month, entry.day);
}
