import { z } from "zod";
import { parseAmount } from "../../../common/money/money";
import { escapeLine, Line, Note } from "../../../common/text/text";

/**
 * The columns of an export, in their order. Column names and order are a promise: files of today
 * are read by pfn of tomorrow.
 */
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
  "lines",
  "transferId",
] as const;

/** Exports had no more columns once. */
const FIRST_COLUMNS = 13;

/** Whether a header is that of an export of pfn, of today or of then. */
export const isOwnFormat = (header: readonly string[] | null): boolean =>
  header !== null &&
  [FIRST_COLUMNS, EXPORT_COLUMNS.length].includes(header.length) &&
  header.every((name, at) => EXPORT_COLUMNS[at] === name);

const columnOf = (name: (typeof EXPORT_COLUMNS)[number]): number =>
  EXPORT_COLUMNS.indexOf(name) + 1;

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
  // Its `pending` is a state of the ledger: such a row is imported as it was.
  statusColumn: null,
} as const;

/**
 * The parts of a text that a spreadsheet may take for cells: they end in what is the separator in
 * its owner's country, or ends a row. Quotes do not keep it from that: where `;` separates, a
 * line's first quotes stand amid a cell, and so mean nothing (I9).
 */
const PART = /[^;|\t\r\n]*[;|\t\r\n]?/g;
/** What spreadsheets take for a formula there, or for the end of the cell before (I3, CWE-1236). */
const FORMULA = /^("*)('*)(?=[=+\-@\t\r\0])/;
const DEFUSED = /^("*)'('*)(?=[=+\-@\t\r\0])/;

/**
 * A text that no spreadsheet runs, wherever it cuts the text into cells. Any part that could begin
 * a cell and looks like a formula gets an apostrophe. Apostrophes that stand there get one more, so
 * that the original can be restored exactly.
 */
export const defuse = (text: string): string => changeParts(text, FORMULA, "$1'$2");

export const takeBackDefusing = (text: string): string => changeParts(text, DEFUSED, "$1$2");

const changeParts = (text: string, beginning: RegExp, to: string): string =>
  text.replace(PART, (part) => part.replace(beginning, to));

/** No text of an export is as long; of a cell that is, no more is looked at. */
const MAX_TEXT = 8_192;

const OwnTexts = {
  id: z.uuid(),
  payee: Line(200),
  note: Note(1_000),
  category: Line(80),
  transferId: z.uuid(),
};

/** A leg of a transfer is a regular row until the other one is there too. */
const OwnKind = z.enum(["opening", "adjustment"]);

/** The lines of a split, or of a line with a note, as one cell holds them. */
const OwnLines = z
  // Counted before they are looked at, so that a million lines do not make a million complaints.
  .array(z.unknown())
  .min(1)
  .max(50)
  .pipe(
    z.array(
      z.object({ category: Line(80).nullable(), amount: z.string(), note: Note(500).nullable() }),
    ),
  );

/**
 * Splits and notes of lines as one cell of JSON; empty for a single line without a note, whose
 * category has its own column.
 */
export function writeOwnLines(lines: z.infer<typeof OwnLines>): string {
  return lines.length === 1 && lines[0]?.note === null ? "" : defuseJson(JSON.stringify(lines));
}

/**
 * The same for JSON, which has a way of its own to write a character: `;=` becomes `;\u003d`, and
 * is read as it was.
 */
const defuseJson = (json: string): string =>
  json.replace(
    /([;|]['"\\]*)([=+\-@])/g,
    (_, before: string, sign: string) => `${before}\\u00${sign.charCodeAt(0).toString(16)}`,
  );

/** A line of a row: its category by name, and minor units as a decimal integer. */
export interface OwnLine {
  category: string | null;
  /** The same from its root to its leaf, in another program's export. */
  categoryPath?: readonly string[] | null;
  amountMinor: string;
  note: string | null;
}

/**
 * The lines of a row; null where it has but one without a note. @returns the reason where the cell
 * cannot be read
 */
function readOwnLines(cell: string, { currency, amountMinor }: Whole): OwnLine[] | null | string {
  if (cell === "") return null;
  const read = OwnLines.safeParse(parseJson(cell)).data;
  const lines = read
    ?.map(({ amount, ...line }) => ({ ...line, amountMinor: parseAmount(amount, currency) }))
    .filter(hasAmount);
  if (lines === undefined || lines.length !== read?.length)
    return "Its lines are not those of an export.";
  if (lines.reduce((sum, line) => sum + line.amountMinor, 0n) !== amountMinor)
    return "Its lines do not sum to its amount.";
  return lines.map((line) => ({ ...line, amountMinor: line.amountMinor.toString() }));
}

const hasAmount = <Line extends { amountMinor: bigint | null }>(
  line: Line,
): line is Line & { amountMinor: bigint } => line.amountMinor !== null;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a row's lines must sum to. */
interface Whole {
  currency: string;
  amountMinor: bigint;
}

/**
 * What an export tells beyond a bank's file, and what it tells more exactly: texts that were valid
 * in pfn stay as they are.
 *
 * @returns the reason where its lines cannot be read
 */
export function readOwnFields(cells: readonly string[], whole: Whole) {
  const cellOf = (name: (typeof EXPORT_COLUMNS)[number]) => cells[columnOf(name) - 1] ?? "";
  const at = (name: (typeof EXPORT_COLUMNS)[number]) =>
    takeBackDefusing(cellOf(name).slice(0, MAX_TEXT));
  const read = (name: keyof typeof OwnTexts) => OwnTexts[name].safeParse(at(name)).data ?? null;
  const [payee, note, rawText] = [read("payee"), read("note"), at("rawText")];
  const lines = readOwnLines(cellOf("lines"), whole);
  if (typeof lines === "string") return lines;
  return {
    lines,
    kind: OwnKind.safeParse(at("kind")).data ?? ("regular" as const),
    transferId: read("transferId")?.toLowerCase() ?? null,
    status: at("status") === "pending" ? ("pending" as const) : ("posted" as const),
    review: at("review") === "reviewed" ? ("reviewed" as const) : ("unreviewed" as const),
    category: read("category"),
    ownId: read("id")?.toLowerCase() ?? null,
    ...(payee === null ? {} : { payee }),
    ...(note === null || note === "" ? {} : { note }),
    rawText: rawText === "" ? null : escapeLine(rawText, 1_000),
  };
}

/** The name of the account that a row was in where it was exported. */
export const ownAccount = (cells: readonly string[]): string =>
  takeBackDefusing((cells[columnOf("account") - 1] ?? "").slice(0, MAX_TEXT));

/** Whether an export holds rows of several accounts, of which an import takes one's. */
export const hasManyAccounts = (rows: readonly { cells: readonly string[] }[]): boolean =>
  new Set(rows.map(({ cells }) => ownAccount(cells))).size > 1;
