import type { BalanceCheck } from "./balance-schema";
import type { BadRow, FilePart, ReadRow } from "./file-part";
import type { MappingChoice } from "./mapping-schema";
import type { FileFormat } from "./parts-schema";
import type { PreviewImportOutput } from "./schema";
import type { StoredMapping } from "./stored-mapping";

/** A file with what its sender settled about it. */
export interface SentFile {
  bytes: Buffer;
  choice: MappingChoice;
  /** Which account of the file, from 1. */
  part: number | undefined;
}

/** What an answer tells of how a file is read. */
export type Frame = Pick<
  PreviewImportOutput,
  | "ambiguous"
  | "mapping"
  | "isRemembered"
  | "columns"
  | "lines"
  | "evidence"
  | "format"
  | "parts"
  | "otherLines"
  | "otherLineCount"
>;

/** What a file turned out to be. */
export interface FileReading {
  frame: Frame;
  /** Null while the file leaves something open. */
  draft:
    | (Omit<StoredMapping, "balance" | "ledger" | "end" | "offer"> & {
        rows: readonly (ReadRow | BadRow)[];
        /** Balances around the rows; those beside them are in the rows. */
        around?: Pick<FilePart, "opening" | "closing">;
        /** What the file states around its rows; a column of balances is read off the rows. */
        balance: BalanceCheck | null;
      })
    | null;
}

/** The frame of a file of one account that leaves nothing open and has no columns. */
export const emptyFrame = (format: FileFormat): Frame => ({
  ...{ ambiguous: [], mapping: {}, isRemembered: false, columns: [], lines: [], evidence: [] },
  ...{ format, parts: [], otherLines: [], otherLineCount: 0 },
});
