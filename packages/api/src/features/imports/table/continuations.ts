import { eachYielding } from "../../../common/yield-to-event-loop";
import { cellAt, type FileRecord } from "./mapping";

/** The text of a row is not longer, however many lines go on with it. UTF-16 units. */
const MAX_CHARS = 4_096;

/**
 * Some banks write a long text on the lines below its row: a record whose only filled cell stands
 * in the column of texts goes on with the row above.
 */
export async function joinContinuations(
  data: readonly FileRecord[],
  { dayColumn, textColumn }: { dayColumn: number; textColumn: number },
): Promise<FileRecord[]> {
  const joined: FileRecord[] = [];
  const more = new Map<number, string[]>();
  await eachYielding(data, (record) => {
    const isMore = joined.length > 0 && continues(record, { dayColumn, textColumn });
    if (!isMore) joined.push(record);
    else
      more.set(joined.length - 1, [
        ...(more.get(joined.length - 1) ?? []).slice(0, MOST_LINES),
        cellAt(record, textColumn),
      ]);
  });
  return joined.map((record, at) => {
    const texts = more.get(at);
    return texts === undefined ? record : withText(record, textColumn, texts);
  });
}

const MOST_LINES = 20;

/** A row has a day; below a heading there is nothing to go on with. */
function continues(
  record: FileRecord,
  { dayColumn, textColumn }: { dayColumn: number; textColumn: number },
): boolean {
  const { cells } = record;
  const filled = cells.findIndex((cell) => cell.trim() !== "");
  const isOnly = cells.findLastIndex((cell) => cell.trim() !== "") === filled;
  return isOnly && filled === textColumn - 1 && filled !== dayColumn - 1 && cells.length > 1;
}

function withText(record: FileRecord, column: number, texts: readonly string[]): FileRecord {
  const text = [cellAt(record, column), ...texts].join(" ").slice(0, MAX_CHARS);
  return { ...record, cells: record.cells.map((cell, at) => (at === column - 1 ? text : cell)) };
}
