import { z } from "zod";
import { escapeLine, Line, Note } from "../../schema/text";

/** The columns of an export, in their order. Column names and order are a promise: files of today are read by pfn of tomorrow. */
export const EXPORT_COLUMNS = [
  "id",
  "date",
  "amount",
  "currency",
  "payee",
  "note",
  "category",
  "account",
  "status",
  "kind",
  "review",
  "externalId",
  "rawText",
] as const;

/** Whether a header is that of an export of pfn. */
export const isOwnFormat = (header: readonly string[] | null): boolean =>
  header !== null && header.length === EXPORT_COLUMNS.length && EXPORT_COLUMNS.every((name, at) => header[at] === name);

const columnOf = (name: (typeof EXPORT_COLUMNS)[number]): number => EXPORT_COLUMNS.indexOf(name) + 1;

/** How an export is read: nothing in it is ambiguous. */
export const OWN_MAPPING = {
  dateColumn: columnOf("date"),
  dateOrder: "YMD",
  amount: { column: columnOf("amount"), sign: "as_written" },
  decimalMark: ".",
  payeeColumn: columnOf("payee"),
  noteColumn: columnOf("note"),
  externalIdColumn: columnOf("externalId"),
  balanceColumn: null,
  currencyColumn: columnOf("currency"),
} as const;

/** What spreadsheets take for a formula, or for the end of the cell before (I3, CWE-1236). */
const FORMULA = /^'*[=+\-@\t\r\0]/;

/**
 * A text cell that no spreadsheet runs: what begins like a formula gets an apostrophe. Those that begin with apostrophes before it
 * get one more, so that it can be taken back exactly.
 */
export const defuse = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

export const takeBackDefusing = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;

const OwnFields = { id: z.uuid(), payee: Line(200), note: Note(1_000), category: Line(80) };

/** What an export tells beyond a bank's file, and what it tells more exactly: texts that were valid in pfn stay as they are. */
export function readOwnFields(cells: readonly string[]) {
  const at = (name: (typeof EXPORT_COLUMNS)[number]) => takeBackDefusing(cells[columnOf(name) - 1] ?? "");
  const read = (name: keyof typeof OwnFields) => OwnFields[name].safeParse(at(name)).data ?? null;
  const [payee, note, rawText] = [read("payee"), read("note"), at("rawText")];
  return {
    status: at("status") === "pending" ? ("pending" as const) : ("posted" as const),
    review: at("review") === "reviewed" ? ("reviewed" as const) : ("unreviewed" as const),
    category: read("category"),
    ownId: read("id")?.toLowerCase() ?? null,
    ...(payee === null ? {} : { payee }),
    ...(note === null || note === "" ? {} : { note }),
    rawText: rawText === "" ? null : escapeLine(rawText, 1_000),
  };
}
