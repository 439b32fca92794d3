import { hash } from "node:crypto";
import { normalizeText } from "../../common/text/normalize-text";
import { mapYielding } from "../../common/yield-to-event-loop";
import { type BadRow, isBad, type ReadRow } from "./file-part";

export interface Identity {
  /** The bank's id, where it is one: not empty, and only once in the file. */
  externalId: string | null;
  /** What the row is known by otherwise. */
  fingerprint: string;
}

/** A row of the file with what it is known by. */
export type IdentifiedRow = ReadRow & Identity;

/**
 * What makes each row of a file the same when it comes again (invariant 7): the bank's id; else
 * account, date, amount, text, and which of the equal rows of the file it is, so that two equal
 * coffees both stay and a second import finds both. A row with an id also has a fingerprint, with
 * the id in it, should another transaction bear the id already.
 */
export function identifyRows(
  accountId: string,
  rows: readonly (ReadRow | BadRow)[],
): Promise<(IdentifiedRow | BadRow)[]> {
  const uses = new Map<string, number>();
  for (const row of rows)
    if (!isBad(row) && row.isBooked && row.externalId !== null)
      uses.set(row.externalId, (uses.get(row.externalId) ?? 0) + 1);
  const equals = new Map<string, number>();
  return mapYielding(rows, (row) => {
    if (isBad(row)) return row;
    const externalId =
      row.externalId !== null && uses.get(row.externalId) === 1 ? row.externalId : null;
    const content = [
      accountId,
      row.date,
      row.amountMinor,
      normalize(row.rawText ?? row.payee),
      ...(externalId === null ? [] : [externalId]),
      // What may still vanish is not counted among the rows that stay.
      ...(row.isBooked ? [] : ["not booked"]),
    ].join("|");
    const nth = (equals.get(content) ?? 0) + 1;
    equals.set(content, nth);
    return {
      ...row,
      externalId,
      fingerprint: hash("sha256", `fp1|${content}|${nth}`),
    };
  });
}

/** The longest text of a row that is kept. Code points. */
const MOST_CHARS = 1_000;

/** Banks change case and spaces between two exports of the same row. */
const normalize = (text: string) =>
  normalizeText(text, { form: "NFKC", most: MOST_CHARS }).toLowerCase().replace(/\s+/g, " ").trim();
