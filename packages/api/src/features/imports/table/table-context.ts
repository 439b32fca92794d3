import type { FoundApp } from "../apps/find-app";
import type { ImportMapping, MappingChoice } from "../mapping-schema";
import type { Calendar } from "./calendar-words";
import type { Column } from "./columns";
import type { CurrencyMarks } from "./currency-marks";
import type { Delimiter, Encoding, FileRecord } from "./mapping";

/** What a table is read for, and what is known of it beforehand. */
export interface TableContext {
  currency: string;
  /** A debt's statement is often written from the bank's side. */
  isLiability: boolean;
  /** In an export of several accounts: the one whose rows are wanted. */
  accountName: string;
  /** A civil date. */
  today: string;
  /** What the caller settled. */
  choice: MappingChoice;
  /** How the account's last file of a form was read; null where there is none. */
  remember: (form: string) => Promise<ImportMapping | null>;
}

/** A table with what was found about it before its columns have roles. */
export interface Table {
  context: TableContext;
  encoding: Encoding;
  delimiter: Delimiter;
  headerLine: number;
  header: readonly string[] | null;
  /** What stands above the header. */
  preamble: readonly FileRecord[];
  /** Everything below it, texts that go on below their rows joined. */
  data: readonly FileRecord[];
  columns: readonly Column[];
  marks: CurrencyMarks;
  calendar: Calendar;
  /** Whether it is an export of pfn. */
  isOwn: boolean;
  /** Another program's export, where it is read as one. */
  app: FoundApp | undefined;
  /** What the caller settled, or the format itself. */
  settled: MappingChoice;
  /** The same, else what is remembered. */
  known: MappingChoice;
  remembered: ImportMapping | null;
  form: string;
}
