import { UNITS_PER_STEP, yieldIfDue } from "../../../../common/yield-to-event-loop";
import { tooManyRows } from "../../refusals";
import { MAX_FILE_ROWS } from "../../schema";
import { linesOf, MAX_LINE_CHARS } from "../lines-of";
import { lineTooLong } from "../refusals";

/** A field of a message: its tag, and its lines without the tag. */
export interface Field {
  tag: string;
  line: number;
  lines: string[];
}

/** One message of a file, which is one statement or a page of one. */
export type Message = Field[];

/** `:61:` at the beginning of a line. */
const TAG = /^:(\d\d[A-Z]?):/;
/** What stands around a message on SWIFT's network; its text begins behind `{4:`. */
const ENVELOPE = /^\{.{0,400}?\{4:|^\{4:/;
/** No bank writes a field of more lines: `:86:` has six. */
const MAX_FIELD_LINES = 30;
/** A statement has about ten other fields. */
const MAX_FIELDS = 10 * MAX_FILE_ROWS;

/**
 * The messages of an MT940 or MT942 text: each begins with `:20:`.
 *
 * @throws DomainError BAD_REQUEST for a line without end; PAYLOAD_TOO_LARGE for too many rows
 */
export async function splitMessages(text: string): Promise<Message[]> {
  const messages: Message[] = [];
  let [field, rows, fields, step]: [Field | null, number, number, number] = [null, 0, 0, 0];
  for (const { text: whole, line, end } of linesOf(text)) {
    if (whole.length > MAX_LINE_CHARS) throw lineTooLong("MT940", line, MAX_LINE_CHARS);
    const content = whole.replace(ENVELOPE, "").replace(/^\p{Cc}+/u, "");
    const [marked, tag] = TAG.exec(content) ?? [];
    if (marked !== undefined && tag !== undefined) {
      [rows, fields] = [rows + Number(tag === "61"), fields + 1];
      if (rows > MAX_FILE_ROWS || fields > MAX_FIELDS) throw tooManyRows();
      field = { tag, line, lines: [content.slice(marked.length)] };
      if (tag === "20" || messages.length === 0) messages.push([]);
      messages.at(-1)?.push(field);
    } else if (ENDS.test(content)) field = null;
    else if (field !== null && field.lines.length < MAX_FIELD_LINES) field.lines.push(content);
    if (end - step < UNITS_PER_STEP) continue;
    step = end;
    await yieldIfDue();
  }
  return messages;
}

/** A message ends with `-}`, or with `-` alone; ETX may follow. Or another one begins. */
const ENDS = /^-(?:\}|[\s\p{Cc}]*$)|^\{\d:/u;
