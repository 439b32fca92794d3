import { parse } from "csv-parse/sync";
import type { BookEntry } from "../apps/test/ledger-book";
import {
  writeActual,
  writeFirefly,
  writeGnucash,
  writeMint,
  writeSure,
  writeYnab,
} from "../apps/test/write-apps";
import { type FilePart, isReadable } from "../file-part";
import { readCamt } from "../formats/camt/read-camt";
import { decodeFormat } from "../formats/decode-format";
import { readMt940 } from "../formats/mt940/read-mt940";
import { readOfx } from "../formats/ofx/read-ofx";
import { readQif } from "../formats/qif/read-qif";
import { CURRENCY, type Month } from "../formats/test/ledger-month";
import {
  writeCamt,
  writeMt940,
  writeOfx,
  writeQif,
  writeXlsx,
} from "../formats/test/write-formats";
import { readXlsx } from "../formats/xlsx/read-xlsx";
import { readTable, readTableFile } from "../table/read-table";
import { CSV_OPTIONS } from "../table/records";
import { ENGLISH_TABLE, GERMAN_TABLE, writeBankTable } from "./bank-table";

/** A reader of files, and honest files of any number of rows to read. */
export interface LargeFile {
  write: (rows: number) => Buffer;
  /** @returns the number of rows that could be read */
  read: (file: Buffer) => Promise<number>;
  /** Where a row takes several lines, of which a file may have no more. */
  mostRows?: number;
}

const TODAY = "2026-11-29";
const context = (currency: string) => ({
  ...{ currency, isLiability: false, accountName: "Any", today: TODAY, choice: {} },
  remember: () => Promise.resolve(null),
});

const countRows = (parts: readonly FilePart[] | null): number => {
  if (parts === null) throw new Error("The file leaves something open.");
  return parts.flatMap(({ rows }) => rows).filter(isReadable).length;
};

const readTableIn = (currency: string) => async (file: Buffer) =>
  countRows((await readTableFile(file, context(currency))).parts);

const textOf = (file: Buffer) => decodeFormat(file, CURRENCY);

const days = (at: number) => new Date(Date.UTC(2016, 0, 4) + Math.floor(at / 6) * 86_400_000);
const dayOf = (at: number) => days(at).toISOString().slice(0, 10);

/** As many rows of one account, each other than the next. */
const monthOf = (rows: number): Month => ({
  ...{ account: "DE89370400440532013000", opening: 100_000n },
  rows: Array.from({ length: rows }, (_, at) => ({
    ...{ date: dayOf(at), minor: BigInt(at % 7 === 0 ? 90_000 : -125 - (at % 9_000)) },
    ...{ payee: `Shop ${at % 500}`, note: `Invoice ${at * 13}`, id: `B${at}X` },
  })),
});

const format = (
  write: (month: Month) => Buffer,
  read: (text: string) => Promise<readonly FilePart[] | null>,
): LargeFile => ({
  write: (rows) => write(monthOf(rows)),
  read: async (file) => countRows(await read(await textOf(file))),
});

const bookOf = (rows: number): BookEntry[] =>
  Array.from({ length: rows }, (_, at) => ({
    ...{ kind: "plain", date: dayOf(at), account: `Account ${at % 3}`, other: "Savings" },
    ...{ payee: `Shop ${at % 500}`, note: `Invoice ${at * 13}` },
    parts: [{ minor: -125n - BigInt(at % 9_000), category: ["Food", "Bread"], note: "" }],
  }));

const app = (write: (entries: readonly BookEntry[]) => string): LargeFile => ({
  write: (rows) => Buffer.from(write(bookOf(rows))),
  read: readTableIn("USD"),
});

/** Every reader of bank's files and of other programs' exports. */
export const LARGE_FILES = {
  "a table": {
    write: (rows) => writeBankTable(rows, ENGLISH_TABLE),
    read: readTableIn(CURRENCY),
  },
  "a German table": {
    write: (rows) => writeBankTable(rows, GERMAN_TABLE),
    read: readTableIn(CURRENCY),
  },
  OFX: format(
    (month) => writeOfx(month, { hasEndTags: true, isOneLine: false, hasCdata: false, mark: "." }),
    (text) => readOfx(text, CURRENCY),
  ),
  QIF: format(
    (month) => writeQif(month, { order: "YMD", mark: "." }),
    async (text) => {
      const asked = { currency: CURRENCY, today: TODAY, choice: {}, remembered: null };
      return (await readQif(text, asked)).parts;
    },
  ),
  CAMT: format(
    (month) => writeCamt(month, { version: "08", prefix: "", encoding: "utf-8" }),
    (text) => readCamt(text, CURRENCY),
  ),
  MT940: format(
    (month) => writeMt940(month, 100),
    (text) => readMt940(text, CURRENCY),
  ),
  Excel: {
    write: (rows) => writeXlsx(monthOf(rows), true),
    read: async (file) =>
      countRows((await readTable((await readXlsx(file)).rows, context(CURRENCY))).parts),
  },
  YNAB: app((entries) => writeYnab(entries, { order: "YMD", mark: ".", isFour: false })),
  Actual: app(writeActual),
  Mint: app(writeMint),
  Firefly: app(writeFirefly),
  GnuCash: {
    ...app((entries) => writeGnucash(entries, { repeats: false, mark: "." })),
    mostRows: 10_000,
  },
  Sure: app(writeSure),
} satisfies Record<string, LargeFile>;

/** The records of a table by the parser alone: what reading it cannot cost less than. */
export const parsePlainly = (file: Buffer, delimiter: string): number => {
  const records: string[][] = parse(file.toString(), { ...CSV_OPTIONS, delimiter });
  return records.length;
};
