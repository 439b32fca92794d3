import { cleanLine } from "../../../common/text/text";
import { yieldIfDue } from "../../../common/yield-to-event-loop";
import type { FileRecord } from "../csv/mapping";
import { toOwnCells } from "../csv/own-cells";
import { EXPORT_COLUMNS, OWN_MAPPING } from "../csv/own-format";
import { parseRows } from "../csv/parse-rows";
import type { BadRow, ReadRow } from "../file-part";
import { noRows, tooManyRows } from "../refusals";
import { MAX_FILE_ROWS } from "../schema";
import { MARKS, OwnItem } from "./own-item";
import { parseItem } from "./parse-item";
import { notAList, notOurs } from "./refusals";
import { splitItems } from "./split-items";

/** How JSON begins, and no table of a bank: brackets with a value behind them, or with the end. */
const JSON_START = /^\s*(?:\{\s*(?:["}]|$)|\[\s*(?:["[\]{\d-]|true|false|null|$))/;

export const looksLikeJson = (text: string): boolean => JSON_START.test(text);

interface Into {
  currency: string;
  accountName: string;
}

/**
 * The rows of pfn's own JSON export: those that its CSV export of the same transactions has, to the
 * letter, because each item is read as the CSV row that it would have been.
 *
 * @throws DomainError BAD_REQUEST naming the line (no JSON, no export of pfn); PAYLOAD_TOO_LARGE
 *   for too many items
 */
export async function readOwnJson(text: string, into: Into): Promise<(ReadRow | BadRow)[]> {
  if (!text.trimStart().startsWith("[")) throw notAList();
  const items: (FileRecord | BadRow)[] = [];
  for (const item of splitItems(text)) {
    if (items.length === MAX_FILE_ROWS) throw tooManyRows();
    const value = parseItem(item);
    if (items.length === 0) refuseForeign(value, item.line);
    items.push(toRecord(value, item.line));
    await yieldIfDue();
  }
  if (items.length === 0) throw noRows();
  const records = items.filter(isRecord);
  const rows = (await parseRows([HEADER, ...records], { ...into, mapping: MAPPING })).values();
  return items.map((item) => {
    if (!isRecord(item)) return item;
    const { value } = rows.next();
    if (value === undefined) throw new Error("Each record becomes a row.");
    return value;
  });
}

const HEADER: FileRecord = { cells: EXPORT_COLUMNS, line: 0 };
const MAPPING = { ...OWN_MAPPING, encoding: "utf-8", delimiter: ",", headerLine: 1 } as const;

const isRecord = (item: FileRecord | BadRow): item is FileRecord => "cells" in item;

function toRecord(value: unknown, line: number): FileRecord | BadRow {
  const { data, error } = OwnItem.safeParse(value);
  if (data !== undefined) return { cells: toOwnCells(data), line };
  const [issue] = error.issues;
  const path = issue?.path.join(".") ?? "";
  const reason = `${path === "" ? "The item" : `\`${path}\``}: ${issue?.message.split("\n")[0]}`;
  return { line, reason: cleanLine(reason, 300) };
}

function refuseForeign(value: unknown, line: number): void {
  const fields = typeof value === "object" && value !== null ? value : {};
  const missing = MARKS.find((name) => !Object.hasOwn(fields, name));
  if (missing !== undefined) throw notOurs(line, missing);
}
