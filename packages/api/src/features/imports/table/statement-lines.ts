import { eachYielding } from "../../../common/yield-to-event-loop";
import statement from "./headings/statement.json" with { type: "json" };
import { cellAt, type FileRecord } from "./mapping";
import { plain } from "./plain";
import { type OpenQuestion, SHOWN_RECORDS } from "./question";
import { type AmountReader, readAmount } from "./read-amount";
import { type DayReader, readDay } from "./read-day";

interface Setting extends AmountReader {
  dateColumn: number;
  /** Columns of payee and note, which may say what a line is. */
  textColumns: readonly number[];
  /** Every column of texts: the words of a line that is no row may stand in any. */
  allTextColumns: readonly number[];
  balanceColumn: number | null;
  days: DayReader;
}

export interface StatementLines {
  /** Lines that are no transactions, and why. */
  out: Map<number, string>;
  question: OpenQuestion | null;
}

/** Where a bank writes balances and totals among its rows. */
const FIRST = 2;
const LAST = 4;
/** Fewer rows agree by chance on which cells all of them fill. */
const ROWS_TO_COMPARE = 5;
const MISSING_CELLS = 2;
const MOST_SUMMED_UP = 2;

const LINES: ReadonlySet<string> = new Set(statement.lines.map(plain));
const BALANCES: ReadonlySet<string> = new Set(statement.balance.map(plain));
const TOTALS: ReadonlySet<string> = new Set(statement.total.map(plain));
const BESIDE: ReadonlySet<string> = new Set(statement.beside.map(plain));

/** What a line is called: a balance or a total, with no other word, or with one. */
type Called = { what: "balance" | "total"; others: number } | null;

interface Suspect {
  record: FileRecord;
  called: Called;
  /** Minor units; null where it holds none. */
  amount: bigint | null;
  hasDay: boolean;
}

/**
 * The lines among a table's rows that are no transactions. At its edges a line is out when its
 * amount is the sum of the others, or makes opening and closing agree, and when it is called a
 * balance. A line that only looks so is for the caller to say. Arithmetic alone takes nothing away.
 */
export async function findStatementLines(
  data: readonly FileRecord[],
  setting: Setting,
): Promise<StatementLines> {
  const out = await findCalledLines(data, setting);
  const ends = [...data.slice(0, FIRST), ...data.slice(-LAST)];
  const anywhere = { ...setting, textColumns: setting.allTextColumns };
  for (const [line, why] of await findCalledLines(ends, anywhere)) out.set(line, why);
  const rest = data.filter(({ line }) => !out.has(line));
  const edges = [...new Set([...rest.slice(0, FIRST), ...rest.slice(-LAST)])];
  const full = await columnsThatAllFill(rest, edges);
  const suspects = edges
    .map((record) => suspectOf(record, full, setting))
    .filter((suspect) => suspect !== null);
  if (suspects.length === 0) return { out, question: null };
  const sum = await sumOf(
    rest.filter((record) => !isAmong(record, suspects)),
    setting,
  );
  const open: Suspect[] = [];
  for (const suspect of suspects) {
    const why = whyOut(suspect, suspects, sum);
    if (why !== null) out.set(suspect.record.line, why);
    else if (suspect.amount !== null && suspect.hasDay) open.push(suspect);
  }
  return { out, question: open.length === 0 ? null : ask(open) };
}

/** Lines that are called a balance, wherever they stand: some banks write one each day. */
async function findCalledLines(
  data: readonly FileRecord[],
  setting: Setting,
): Promise<Map<number, string>> {
  const out = new Map<number, string>();
  await eachYielding(data, (record) => {
    if (textsOf(record, setting).some((text) => LINES.has(plain(text))))
      out.set(record.line, "States a balance and is no transaction.");
  });
  return out;
}

/** Longer texts say more than what a line is. */
const MAX_CHARS = 60;

/** A line without a day may say in that column what it is. */
const textsOf = (record: FileRecord, { textColumns, dateColumn }: Setting): string[] =>
  [...textColumns, dateColumn]
    .map((column) => cellAt(record, column))
    .filter((text) => text.length <= MAX_CHARS && /\p{L}/u.test(text));

const allTextsOf = ({ cells }: FileRecord): string[] =>
  cells.filter((text) => text.length <= MAX_CHARS && /\p{L}/u.test(text));

/** Whether a line is called a balance or a total, with no other word, or with one. */
export const isCalledSum = (record: FileRecord): boolean => calledOf(allTextsOf(record)) !== null;

const isAmong = (record: FileRecord, suspects: readonly Suspect[]): boolean =>
  suspects.some((suspect) => suspect.record === record);

function suspectOf(record: FileRecord, full: readonly number[], setting: Setting): Suspect | null {
  const amount = readAmount(record, setting);
  const hasDay = readDay(record, setting.dateColumn, setting.days) !== null;
  const isRow = hasDay && typeof amount !== "string";
  // A kind or a category of a real row may have the same words.
  const called = calledOf(isRow ? textsOf(record, setting) : allTextsOf(record));
  const missing = full.filter((column) => cellAt(record, column) === "").length;
  const hasBalance = setting.balanceColumn !== null && cellAt(record, setting.balanceColumn) !== "";
  const lacksCells = missing >= MISSING_CELLS && !hasBalance;
  if (called === null && !lacksCells) return null;
  return { ...{ record, called, hasDay }, amount: typeof amount === "string" ? null : amount };
}

function calledOf(texts: readonly string[]): Called {
  for (const text of texts) {
    const words = plain(text)
      .split(" ")
      .filter((word) => /\p{L}/u.test(word));
    const what = words.some((word) => TOTALS.has(word))
      ? "total"
      : words.some((word) => BALANCES.has(word))
        ? "balance"
        : null;
    const others = words.filter(
      (word) => !TOTALS.has(word) && !BALANCES.has(word) && !BESIDE.has(word),
    ).length;
    if (what !== null && others <= 1) return { what, others };
  }
  return null;
}

/** The columns that all rows fill, but for one line above and one below them. */
async function columnsThatAllFill(
  rows: readonly FileRecord[],
  edges: readonly FileRecord[],
): Promise<readonly number[]> {
  const [filled, inside]: [number[], number[]] = [[], []];
  await eachYielding(rows, (record) => {
    const isInside = !edges.includes(record);
    for (const [at, cell] of record.cells.entries()) {
      if (cell.trim() === "") continue;
      filled[at] = (filled[at] ?? 0) + 1;
      if (isInside) inside[at] = (inside[at] ?? 0) + 1;
    }
  });
  const least = Math.max(ROWS_TO_COMPARE, rows.length - MOST_SUMMED_UP);
  return [...filled.keys()]
    .filter((at) => (filled[at] ?? 0) >= least && (inside[at] ?? 0) >= rows.length - edges.length)
    .map((at) => at + 1);
}

async function sumOf(rows: readonly FileRecord[], setting: Setting): Promise<bigint> {
  let sum = 0n;
  await eachYielding(rows, (record) => {
    const amount = readAmount(record, setting);
    if (typeof amount !== "string") sum += amount;
  });
  return sum;
}

/** The proof that a line is no transaction; null where there is none. */
function whyOut(suspect: Suspect, suspects: readonly Suspect[], sum: bigint): string | null {
  const { amount, called } = suspect;
  if (amount !== null && amount !== 0n) {
    if (amount === sum) return "Is the sum of the other rows.";
    const isPart = suspects.some(
      (other) =>
        other !== suspect &&
        other.amount !== null &&
        (amount + sum === other.amount || other.amount + sum === amount),
    );
    if (isPart && sum !== 0n) return "Is the balance before or after the other rows.";
  }
  return called?.what === "balance" && called.others === 0
    ? "States a balance and is no transaction."
    : null;
}

const ask = (open: readonly Suspect[]): OpenQuestion => {
  const lines = open.map(({ record }) => record.line);
  const named = lines.length === 1 ? `Is line ${lines[0]} a transaction` : "Are these transactions";
  return {
    field: "statementLines",
    question: `${named}, or does the bank sum up there?`,
    options: [
      { value: lines, means: "The bank sums up: leave it out." },
      { value: [], means: "It is a transaction." },
    ],
    records: open.slice(0, SHOWN_RECORDS).map(({ record }) => record),
  };
};
