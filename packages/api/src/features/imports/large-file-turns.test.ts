import { describe, expect, it, vi } from "vitest";
import { decodeText } from "./csv/decode-text";
import { parseRows } from "./csv/parse-rows";
import { proposeMapping } from "./csv/propose-mapping";
import { readRecords } from "./csv/read-records";
import { sniffDelimiter } from "./csv/sniff-delimiter";
import { readCamt } from "./formats/camt/read-camt";
import { readMt940 } from "./formats/mt940/read-mt940";
import { readOfx } from "./formats/ofx/read-ofx";
import { readQif } from "./formats/qif/read-qif";
import { zipWorkbook } from "./formats/test/write-formats";
import { readXlsx } from "./formats/xlsx/read-xlsx";
import { identifyRows } from "./identify-rows";
import { readOwnJson } from "./json/read-own-json";
import { readContent } from "./read-content";
import type { ImportMapping } from "./schema";

describe("a large file gives others their turn", () => {
  /** The looks at the clock during `work`. Each is taken for one at which others are due. */
  async function turnsOf(work: () => Promise<unknown>): Promise<number> {
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => {
      now += 1_000;
      return now;
    });
    await work();
    const turns = clock.mock.calls.length;
    clock.mockRestore();
    return turns;
  }

  /** Work between two looks: rows, or bytes. A row of the longest may be all of it. */
  const MOST = { rows: 1, bytes: 65_536 };
  const MANY = { rows: 1_000, bytes: 1_048_576 };
  const CURRENCY = "EUR";
  const account = { currency: CURRENCY, isLiability: false };
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
  const read = { accountName: "", currency: CURRENCY, mapping };
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
      () =>
        readRecords("2026-03-31,a,1\n".repeat(MANY.bytes / 16), {
          delimiter: ",",
          maxRecords: 100_000,
        }),
    ],
    [
      "nothing but line ends",
      MANY.bytes / MOST.bytes,
      () => readRecords("\n".repeat(MANY.bytes), { delimiter: ",", maxRecords: 100_000 }),
    ],
    ["the delimiter", 60 * 4, () => sniffDelimiter("a,b;c|d\te\n".repeat(1_000), CURRENCY)],
    [
      "how it is read",
      MANY.rows * 3,
      () =>
        proposeMapping(records, {
          ...{
            encoding: "utf-8",
            delimiter: ",",
            headerLine: 0,
            choice: {},
            remembered: null,
            account,
          },
        }),
    ],
    ["records to rows", MANY.rows, () => parseRows(records, read)],
    [
      "which rows are the same",
      MANY.rows,
      async () => {
        const rows = await parseRows(records, read);
        return identifyRows(
          "account",
          rows.flatMap((row) => ("reason" in row ? [] : [row])),
        );
      },
    ],
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
});
