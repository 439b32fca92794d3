import { yieldIfDue } from "../../../../common/yield-to-event-loop";
import type { BadRow, FilePart, ReadRow, Stated } from "../../file-part";
import { joinStatements } from "../join-statements";
import { fullYear, toDay } from "../read-day";
import { noStatement } from "../refusals";
import type { Statement } from "../statement";
import { readFigures } from "./read-figures";
import { readRow } from "./read-row";
import { type Field, type Message, splitMessages } from "./split-messages";

/**
 * The accounts of an MT940 file, or of an MT942 one, which states no balances.
 *
 * @param currency of the account that the file goes to, for a file that names none
 * @throws DomainError BAD_REQUEST for a file without statement; PAYLOAD_TOO_LARGE
 */
export async function readMt940(text: string, currency: string): Promise<FilePart[]> {
  const messages = (await splitMessages(text)).filter((message) =>
    message.some(({ tag }) => tag.startsWith("25") || tag === "61"),
  );
  if (messages.length === 0) throw noStatement("MT940", ":25:");
  const statements: Statement[] = [];
  for (const message of messages) statements.push(await toStatement(message, currency));
  return joinStatements(statements);
}

/** The first and the last balance of a statement, or of a page of one. */
const OPENING = ["60F", "60M"] as const;
const CLOSING = ["62F", "62M"] as const;
/** In an MT942 the limit below which rows are left out, and the sums, name the currency. */
const LIMITS = ["34F", "90D", "90C"] as const;

async function toStatement(message: Message, fallback: string): Promise<Statement> {
  const firstOf = (tags: readonly string[]) => {
    const field = message.find(({ tag }) => tags.includes(tag));
    return field?.lines[0]?.trim() ?? "";
  };
  const [opening, closing] = [readBalance(firstOf(OPENING)), readBalance(firstOf(CLOSING))];
  const [, limit] = /^\d{0,5}([A-Z]{3})/.exec(firstOf(LIMITS)) ?? [];
  const own = opening?.currency ?? closing?.currency ?? limit ?? null;
  const rows: (ReadRow | BadRow)[] = [];
  for (const [at, field] of message.entries()) {
    if (field.tag !== "61") continue;
    rows.push(readRow(field, textBehind(message[at + 1]), own ?? fallback));
    await yieldIfDue();
  }
  return {
    ref: firstOf(["25", "25P"]) || null,
    kind: null,
    currency: own,
    rows,
    otherLines: [],
    opening: opening?.stated ?? null,
    closing: closing?.stated ?? null,
  };
}

const textBehind = (field: Field | undefined): Field | null => (field?.tag === "86" ? field : null);

const BALANCE = /^([CD])(\d{2})(\d{2})(\d{2})([A-Z]{3})([\d.,]{0,30})/;

/** Mark, day, currency and amount of a balance. */
function readBalance(text: string): { currency: string; stated: Stated } | null {
  const found = BALANCE.exec(text);
  if (found === null) return null;
  const [, mark, year, month, day, currency = "", figures = ""] = found;
  const amount = readFigures(figures, currency);
  if (amount === null) return null;
  const on = toDay(fullYear(Number(year)), Number(month), Number(day));
  return { currency, stated: { amountMinor: String(mark === "D" ? -amount : amount), on } };
}
