import { parse } from "csv-parse/sync";
import { yieldIfDue } from "../../../common/yield-to-event-loop";
import type { CurrencyMarks } from "./currency-marks";
import { DELIMITERS, type Delimiter, type FileRecord } from "./mapping";
import { findRows } from "./month-languages";
import { CSV_OPTIONS, MAX_COLUMNS } from "./records";

/** How much of a file tells its delimiter. UTF-16 units. */
const SNIFFED_CHARS = 40_960;
const SNIFFED_LINES = 400;

/**
 * The delimiter under which most lines are rows; among equals the one whose rows agree best on
 * their number of cells, then the one that gives more of them.
 */
export async function findDelimiter(text: string, marks: CurrencyMarks): Promise<Delimiter> {
  const lines = text.slice(0, SNIFFED_CHARS).split(/\r\n?|\n/, SNIFFED_LINES);
  // The last line may be cut off.
  const head = (text.length > SNIFFED_CHARS ? lines.slice(0, -1) : lines).join("\n");
  let best: { delimiter: Delimiter; rank: readonly number[] } = { delimiter: ",", rank: [] };
  for (const delimiter of DELIMITERS) {
    await yieldIfDue();
    const records = readLoosely(head, delimiter);
    const { layout } = await findRows(records, marks);
    const { rows, evenRows, width } = layout;
    const widest = records.reduce((most, { cells }) => Math.max(most, cells.length), 0);
    const rank = [rows, width > 1 ? evenRows : 0, width, widest];
    if (isMore(rank, best.rank)) best = { delimiter, rank };
  }
  return best.delimiter;
}

/** A text that cannot be read under one delimiter says only that it is not the one. */
function readLoosely(head: string, delimiter: Delimiter): FileRecord[] {
  try {
    const quote = head.split('"').length % 2 === 1 ? '"' : null;
    const records: string[][] = parse(head, { ...CSV_OPTIONS, delimiter, quote });
    return records.map((cells, line) => ({ cells: cells.slice(0, MAX_COLUMNS), line }));
  } catch {
    return [];
  }
}

const isMore = (rank: readonly number[], than: readonly number[]): boolean => {
  const at = rank.findIndex((part, index) => part !== (than[index] ?? -1));
  return at !== -1 && (rank[at] ?? 0) > (than[at] ?? -1);
};
