import { describe, expect, it } from "vitest";
import type { App, AppRow } from "./apps/app";
import { GNUCASH } from "./apps/gnucash";
import { YNAB } from "./apps/ynab";
import { isReadable } from "./file-part";
import { readCamt } from "./formats/camt/read-camt";
import { readMt940 } from "./formats/mt940/read-mt940";
import { readOfx } from "./formats/ofx/read-ofx";
import { readQif } from "./formats/qif/read-qif";
import { zipWorkbook } from "./formats/test/write-formats";
import { readXlsx } from "./formats/xlsx/read-xlsx";
import { identifyRows } from "./identify-rows";
import { readOwnJson } from "./json/read-own-json";
import type { ImportMapping } from "./mapping-schema";
import { readContent } from "./read-content";
import { currencyMarks } from "./table/currency-marks";
import { decodeText } from "./table/decode-text";
import { findDelimiter } from "./table/find-delimiter";
import { openTable } from "./table/open-table";
import { proposeMapping } from "./table/propose-mapping";
import { splitRecords } from "./table/records";
import { readerOf } from "./table/row-reader";
import { toParts } from "./table/to-parts";
import { LARGE_FILES } from "./test/large-files";
import { turnsOf } from "./test/turns-of";

describe("a large file gives others their turn", () => {
  /** Work between two looks: rows, or bytes. A row of the longest may be all of it. */
  const MOST = { rows: 1, bytes: 65_536 };
  const MANY = { rows: 1_000, bytes: 1_048_576 };
  const CURRENCY = "EUR";
  const mapping: ImportMapping = {
    ...{
      encoding: "utf-8",
      delimiter: ",",
      headerLine: 0,
      dateColumn: 1,
      dateOrder: "YMD",
      decimalMark: ".",
    },
    ...{
      amount: { column: 3, sign: "as_written" },
      payeeColumn: 2,
      noteColumn: null,
      externalIdColumn: null,
    },
    ...{ balanceColumn: null, currencyColumn: null },
  };
  const records = Array.from({ length: MANY.rows }, (_, at) => ({
    cells: ["2026-03-31", `P${at}`, "-1.00"],
    line: at,
  }));
  const open = () =>
    openTable(
      records,
      {
        ...{ currency: CURRENCY, isLiability: false, accountName: "", today: "2026-03-31" },
        ...{ choice: { headerLine: 0 }, remember: () => Promise.resolve(null) },
      },
      { encoding: "utf-8", delimiter: "," },
    );
  /** The rows as they are read once everything is settled. */
  async function readRows() {
    const table = await open();
    const { days } = await proposeMapping(table);
    if (days === null) throw new Error("There are days.");
    const [part] = await toParts(table, readerOf(table, { mapping, days }));
    return part?.rows.filter(isReadable) ?? [];
  }
  /** A file with as many bytes, between what it begins and ends with. */
  const fill = (head: string, unit: string, tail = "") =>
    head + unit.repeat(MANY.bytes / unit.length) + tail;
  const ofx = fill("<OFX><STMTRS>", `<B>${"b".repeat(61)}`, "</STMTRS></OFX>");
  const QIF = { currency: CURRENCY, today: "2026-11-29", choice: {}, remembered: null };
  const qif = fill("!Type:Bank\n", `D2026-03-31\nT1.00\nP${"p".repeat(1_000)}\n^\n`);
  const camt = fill("<D><BkToCstmrStmt><Stmt>", "<B/>", "</Stmt></BkToCstmrStmt></D>");
  const mt940 = fill(":20:a\n:25:b\n", `:86:${"b".repeat(59)}\n`);
  const xlsx = zipWorkbook(
    { "xl/worksheets/sheet1.xml": fill("<worksheet>", "<b/>", "</worksheet>") },
    { level: 0 },
  );
  /** Many lines of another program's export, each with the cells that it reads. */
  const readLines = async (app: App) => {
    const cells: Record<string, string> = { Account: "Cash", Memo: "Split (1/2)" };
    const lines = records.map(
      (record): AppRow => ({
        ...{ record, line: record.line, date: "2026-03-31", amount: 1n },
        cell: (heading) => cells[heading] ?? "",
      }),
    );
    await app.read(lines, () => null);
  };
  const item = {
    ...{
      id: "01970000-0000-7000-8000-000000000001",
      date: "2026-03-31",
      amount: { amount: "1.00", currency: "EUR" },
    },
    ...{
      payee: "a",
      note: null,
      account: "E",
      status: "posted",
      kind: "regular",
      review: "reviewed",
      externalId: null,
    },
    ...{ rawText: null, transfer: null },
    lines: [{ category: null, amount: { amount: "1.00", currency: "EUR" }, note: null }],
  };

  it.each<[string, number, () => Promise<unknown>]>([
    [
      "base64",
      MANY.bytes / MOST.bytes,
      () => readContent({ content: "A".repeat(MANY.bytes) } as never),
    ],
    [
      "bytes to text",
      MANY.bytes / MOST.bytes,
      () => decodeText(Buffer.alloc(MANY.bytes, "a"), "utf-8"),
    ],
    [
      "bytes of one byte each",
      MANY.bytes / MOST.bytes,
      () => decodeText(Buffer.alloc(MANY.bytes, "a"), "iso-8859-2"),
    ],
    [
      "text to records",
      MANY.bytes / MOST.bytes,
      () => splitRecords("2026-03-31,a,1\n".repeat(MANY.bytes / 16), ",", 100_000),
    ],
    [
      "nothing but line ends",
      MANY.bytes / MOST.bytes,
      () => splitRecords("\n".repeat(MANY.bytes), ",", 100_000),
    ],
    [
      "the delimiter",
      400 * 4,
      async () => findDelimiter("a,b;c|d\te\n".repeat(1_000), await currencyMarks(CURRENCY)),
    ],
    ["how it is read", MANY.rows * 3, async () => proposeMapping(await open())],
    ["records to rows", MANY.rows, readRows],
    ["which rows are the same", MANY.rows, async () => identifyRows("account", await readRows())],
    ["lines of a split of YNAB", MANY.rows * 2, () => readLines(YNAB)],
    ["postings of GnuCash", MANY.rows * 3, () => readLines(GNUCASH)],
    ["tags of OFX", (MANY.bytes / MOST.bytes) * 2, () => readOfx(ofx, CURRENCY)],
    ["records of QIF", MANY.bytes / MOST.bytes + MANY.rows, () => readQif(qif, QIF)],
    ["elements of CAMT", MANY.bytes / MOST.bytes, () => readCamt(camt, CURRENCY)],
    ["fields of MT940", MANY.bytes / MOST.bytes, () => readMt940(mt940, CURRENCY)],
    ["cells of Excel", MANY.bytes / MOST.bytes, () => readXlsx(xlsx)],
    [
      "an export",
      MANY.rows * 2,
      () =>
        readOwnJson(JSON.stringify(Array.from({ length: MANY.rows }, () => item)), {
          currency: "EUR",
          accountName: "E",
        }),
    ],
  ])(
    "F1: %s: it looks at the clock at least every row, or every 64 KiB",
    async (_, atLeast, work) => {
      expect(await turnsOf(work)).toBeGreaterThanOrEqual(atLeast);
    },
  );

  it.each(Object.entries(LARGE_FILES))(
    "F1: %s: twice the rows take at most three times the looks at the clock",
    async (_, { write, read }) => {
      const turns = async (rows: number) => {
        const file = write(rows);
        return turnsOf(async () => expect(await read(file)).toBe(rows));
      };
      // What a process learns once, such as the names of months, it has learned before.
      await turns(MANY.rows);
      const [once, twice] = [await turns(MANY.rows), await turns(2 * MANY.rows)];
      expect(twice).toBeGreaterThan(once);
      expect(twice).toBeLessThanOrEqual(3 * once);
    },
  );
});
