import { createHash } from "node:crypto";
import type { ForeseenLedger, ImportBalance, OpeningOffer } from "./balance-schema";
import type { ImportMapping, MappingChoice } from "./mapping-schema";
import type { StatedEnd } from "./stated-end";
import type { FileRecord } from "./table/mapping";

/**
 * What an import's row keeps of its file beside the rows: how it was read, its form, and its
 * balance. Plain JSON.
 */
export interface StoredMapping {
  /** Null for what has no columns. */
  mapping: ImportMapping | null;
  /** What was settled about a file without columns. */
  choice?: Pick<MappingChoice, "dateOrder" | "decimalMark">;
  /** The account as the file names it; null or missing where it names none. */
  ref?: StoredRef | null;
  /** Files of one form take one mapping; see {@link formOf}. */
  form: string;
  balance: ImportBalance | null;
  /** What the account will say beside the file's last balance. */
  ledger: ForeseenLedger | null;
  /** The last balance that the file states; null also where the file contradicts itself. */
  end: StatedEnd | null;
  /** The opening balance that the account lacks. */
  offer: OpeningOffer | null;
}

/** An account's name in files: enough to know it again, not enough to read it. */
export interface StoredRef {
  /** Hexadecimal. */
  hash: string;
  /** Its last characters. */
  tail: string;
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
