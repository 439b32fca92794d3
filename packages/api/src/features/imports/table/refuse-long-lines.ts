import { refusal } from "../../../common/errors/refusal";
import { yieldIfDue } from "../../../common/yield-to-event-loop";

/**
 * No honest row is longer: an export's largest has fifty lines with notes of 500 characters, each
 * of four bytes. The bound keeps hostile ones from filling the memory. Characters of a line, bytes
 * of a record.
 */
export const MAX_LINE_CHARS = 262_144;
/** Looked at between two looks at the clock: none of them is longer than a line may be. */
const LINES_PER_STEP = 256;

/**
 * Looks at the lengths of a text's lines before its parser does. @throws DomainError BAD_REQUEST
 * naming the line
 */
export async function refuseLongLines(text: string): Promise<void> {
  let [line, start] = [1, 0];
  for (const end of lineEnds(text)) {
    if (line % LINES_PER_STEP === 0) await yieldIfDue();
    if (end - start > MAX_LINE_CHARS) {
      throw refusal(
        "BAD_REQUEST",
        "content",
        `line ${line} is longer than ${MAX_LINE_CHARS} characters.`,
        "Send the bank's CSV file, with one row to a line.",
      );
    }
    [line, start] = [line + 1, end + 1];
  }
}

function* lineEnds(text: string): Generator<number> {
  for (const { index } of text.matchAll(/[\r\n]/g)) yield index;
  yield text.length;
}
