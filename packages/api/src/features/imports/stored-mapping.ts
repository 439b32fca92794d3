import { createHash } from "node:crypto";
import type { ImportMapping } from "./mapping-schema";
import type { BalanceCheck } from "./schema";
import type { FileRecord } from "./table/mapping";

/** What a file was: a bank's table, or an export of pfn. */
export type ImportFormat = "csv" | "pfn-csv" | "pfn-json";

/**
 * What an import's row keeps of its file beside the rows: how it was read, its form, and its
 * balance. Plain JSON.
 */
export interface StoredMapping {
  /** Null for what has no columns: an export of pfn in JSON. */
  mapping: ImportMapping | null;
  /** Files of one form take one mapping; see {@link formOf}. */
  form: string;
  balance: BalanceCheck | null;
}

interface Table {
  delimiter: string;
  /** Number of the header among the records; 0 = none. */
  headerLine: number;
  records: readonly FileRecord[];
}

/**
 * What an account's files have in common from one month to the next: their delimiter, and their
 * header or else their number of columns.
 */
export function formOf({ delimiter, headerLine, records }: Table): string {
  const header = headerLine === 0 ? null : (records[headerLine - 1]?.cells ?? null);
  const width = records[headerLine]?.cells.length ?? 0;
  const form =
    header === null ? [delimiter, width] : [delimiter, ...header.map((cell) => cell.trim())];
  return createHash("sha256").update(JSON.stringify(form)).digest("base64url");
}
