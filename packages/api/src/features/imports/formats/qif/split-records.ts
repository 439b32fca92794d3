import { UNITS_PER_STEP, yieldIfDue } from "../../../../common/yield-to-event-loop";
import type { FilePart, OtherLine } from "../../file-part";
import { tooManyRows } from "../../refusals";
import { MAX_FILE_ROWS } from "../../schema";
import { linesOf, MAX_LINE_CHARS } from "../lines-of";
import { lineTooLong } from "../refusals";

/** One record of a QIF file: its fields by their letters, and the parts of a split. */
export interface QifRecord {
  line: number;
  fields: Map<string, string>;
  splits: Map<string, string>[];
}

/** An account of a QIF file with its records. */
export interface QifAccount {
  name: string | null;
  kind: FilePart["kind"];
  records: QifRecord[];
}

/** What `!Type:` and an account's `T` call the kinds of account. */
const KINDS: ReadonlyMap<string, FilePart["kind"]> = new Map([
  ["bank", "checking"],
  ["ccard", "credit_card"],
  ["cash", "cash"],
  ["oth a", "other_asset"],
  ["oth l", "other_liability"],
]);
const INVESTMENTS: readonly string[] = ["invst", "port", "401(k)/403(b)"];

/** What the records that follow are: an account's own data, its transactions, or a list. */
type Section = "account" | "rows" | "list";

/** What a QIF text holds. */
interface QifFile {
  accounts: QifAccount[];
  /** Where its investments begin; null where it has none. */
  investing: OtherLine | null;
}

/**
 * The accounts of a QIF text. Lists of categories, classes and memorized payments are passed over,
 * and so are investments.
 *
 * @throws DomainError BAD_REQUEST for a line without end; PAYLOAD_TOO_LARGE for too many rows
 */
export async function splitRecords(text: string): Promise<QifFile> {
  const accounts: QifAccount[] = [];
  let investing: OtherLine | null = null;
  let section: Section = "list";
  let named: { name: string | null } = { name: null };
  let [record, rows, step] = [newRecord(), 0, 0];
  const end = () => {
    if (section === "account" && record.fields.size > 0)
      named = { name: record.fields.get("N") ?? null };
    if (section === "rows" && record.fields.size > 0) {
      rows += 1;
      if (rows > MAX_FILE_ROWS) throw tooManyRows();
      accounts.at(-1)?.records.push(record);
    }
    record = newRecord();
  };
  for (const { text: whole, line, end: next } of linesOf(text)) {
    if (whole.length > MAX_LINE_CHARS) throw lineTooLong("QIF", line, MAX_LINE_CHARS);
    const [letter, value] = [whole.trimStart().charAt(0), whole.trimStart().slice(1).trim()];
    if (letter === "^") end();
    else if (letter === "!") {
      end();
      const heading = value.toLowerCase();
      section = sectionOf(heading, section);
      const kind = KINDS.get(typeOf(heading)) ?? null;
      if (INVESTMENTS.includes(typeOf(heading)))
        investing ??= { line, text: "!Type:Invst", why: "Investments are not read." };
      if (section === "rows") openAccount(accounts, { ...named, kind });
    } else if (letter !== "") addField(record, { letter, value, line });
    if (next - step < UNITS_PER_STEP) continue;
    step = next;
    await yieldIfDue();
  }
  end();
  return { accounts, investing };
}

const newRecord = (): QifRecord => ({ line: 0, fields: new Map(), splits: [] });

function sectionOf(heading: string, before: Section): Section {
  if (heading.startsWith("account")) return "account";
  // Options say nothing about what follows.
  if (!heading.startsWith("type:")) return before;
  return KINDS.has(typeOf(heading)) ? "rows" : "list";
}

const typeOf = (heading: string): string => heading.replace(/^type:\s*/, "");

/** Records of one account may stand in several places. Without names, its kind tells it apart. */
function openAccount(accounts: QifAccount[], { name, kind }: Omit<QifAccount, "records">): void {
  const at = accounts.findIndex(
    (account) => account.name === name && (name !== null || account.kind === kind),
  );
  const [known] = at === -1 ? [] : accounts.splice(at, 1);
  accounts.push(known ?? { name, kind, records: [] });
}

/** The letters that belong to the last part of a split; `S` begins one. */
const OF_SPLIT: readonly string[] = ["S", "E", "$"];

interface Field {
  letter: string;
  value: string;
  line: number;
}

function addField(record: QifRecord, { letter, value, line }: Field): void {
  if (record.line === 0) record.line = line;
  const begins = letter === "S" || record.splits.length === 0;
  if (OF_SPLIT.includes(letter) && begins) record.splits.push(new Map());
  const fields = OF_SPLIT.includes(letter) ? record.splits.at(-1) : record.fields;
  if (fields !== undefined && !fields.has(letter)) fields.set(letter, value);
}
