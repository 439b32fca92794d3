import { yieldIfDue } from "../../../common/yield-to-event-loop";
import type { Column } from "./columns";
import { findByHeading, fitOf } from "./headings";
import status from "./headings/status.json" with { type: "json" };
import { cellAt, type FileRecord } from "./mapping";
import { plain } from "./plain";

/** A text of its own about each row is as long. Characters per cell. */
const NOTE_CHARS = 20;
/** How an account number of two letters and digits begins (ISO 13616). */
const IBAN = /^[A-Z]{2}\d{2} ?[A-Z0-9]{4}/;

/**
 * The column of the payee: the counterparty by its heading, else a description, else the text that
 * tells most. Types and account numbers are none. A payee is never asked for.
 */
export function findPayee(columns: readonly Column[]): Column | undefined {
  const texts = columns.filter(isText);
  const [named] = (["counterparty", "description"] as const)
    .map((role) => findByHeading(texts, role))
    .filter((column) => column !== undefined);
  if (named !== undefined) return named;
  const free = texts.filter(({ heading }) => fitOf(heading, "type") < 2);
  return (free.length === 0 ? texts : free).toSorted(
    (a, b) => b.telling - a.telling || a.number - b.number,
  )[0];
}

/** The column of the note: by its heading, else a long text. */
export function findNote(columns: readonly Column[]): Column | undefined {
  const texts = columns.filter(isText);
  return (
    findByHeading(texts, "note") ??
    texts
      .filter(({ telling, heading }) => telling >= NOTE_CHARS && fitOf(heading, "type") < 2)
      .toSorted((a, b) => b.telling - a.telling || a.number - b.number)[0]
  );
}

const isText = ({ isDate, isNumber, isCurrency, telling, filled }: Column): boolean =>
  !isDate && !isNumber && !isCurrency && telling > 0 && !filled.every((cell) => IBAN.test(cell));

export const findCurrency = (columns: readonly Column[]): Column | undefined => {
  const currencies = columns.filter(
    ({ isCurrency, heading }) => isCurrency && fitOf(heading, "foreignCurrency") === 0,
  );
  return findByHeading(currencies, "currency") ?? currencies[0];
};

/**
 * The bank's own ids: called so, or in a file without header long codes; each only once, or they
 * are no ids.
 */
export async function findExternalId(
  columns: readonly Column[],
  data: readonly FileRecord[],
): Promise<number | null> {
  const isUnique = ({ number }: Column) => {
    const ids = data.map((record) => cellAt(record, number)).filter((cell) => cell !== "");
    return ids.length > 0 && new Set(ids).size === ids.length;
  };
  const called = findByHeading(
    columns.filter(({ isMoney, isDate }) => !isMoney && !isDate),
    "externalId",
  );
  if (called !== undefined && fitOf(called.heading, "externalId") >= 2)
    return isUnique(called) ? called.number : null;
  for (const column of columns.filter(holdsCodes)) {
    if (isUnique(column)) return column.number;
    await yieldIfDue();
  }
  return null;
}

const holdsCodes = ({ name, isDate, isMoney, filled, samples }: Column): boolean =>
  name === null &&
  !isDate &&
  !isMoney &&
  filled.length > 1 &&
  filled.length === samples.length &&
  filled.every((cell) => /^(?=.*\d)[\w-]{8,40}$/.test(cell));

const OPEN: ReadonlySet<string> = new Set(status.open.map(plain));
const DONE: ReadonlySet<string> = new Set(status.done.map(plain));
const NOT: ReadonlySet<string> = new Set(status.not.map(plain));
/** More words say something else than whether a row is booked. */
const MOST_WORDS = 4;

/** Whether a word, folded, says that the bank has not booked a row. */
export const isOpenWord = (word: string): boolean => OPEN.has(word);

/** What a cell, folded, says of its row: by the whole of it, else by one of few words. */
function stateOf(cell: string): "open" | "done" | null {
  if (OPEN.has(cell)) return "open";
  if (DONE.has(cell)) return "done";
  const words = cell.split(" ");
  if (words.length > MOST_WORDS) return null;
  if (words.some((word) => OPEN.has(word))) return "open";
  if (!words.some((word) => DONE.has(word))) return null;
  return words.some((word) => NOT.has(word)) ? "open" : "done";
}

/**
 * The column that says whether a row is booked: called so, or with no other words. Null where no
 * row is open.
 */
export function findStatus(
  columns: readonly Column[],
): { statusColumn: number; openWords: string[] } | null {
  for (const column of columns) {
    const { number, heading, words } = column;
    const openWords = openWordsIn(column);
    const isPlain = words?.every((word) => stateOf(word) !== null) ?? false;
    if (openWords.length > 0 && (fitOf(heading, "status") > 0 || isPlain))
      return { statusColumn: number, openWords };
  }
  return null;
}

/** The words of a column that say that a row is not booked. */
export const openWordsIn = ({ words }: Column): string[] =>
  words?.filter((word) => stateOf(word) === "open") ?? [];
