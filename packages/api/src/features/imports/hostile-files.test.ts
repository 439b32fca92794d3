import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { DomainError } from "../../common/errors/domain-error";
import type { AppCaller } from "../../root";
import { openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { contentOf, previewFile } from "../../test/import-files";
import { decodeText } from "./csv/decode-text";
import { parseRows } from "./csv/parse-rows";
import { proposeMapping } from "./csv/propose-mapping";
import { readRecords } from "./csv/read-records";
import { sniffDelimiter } from "./csv/sniff-delimiter";
import { identifyRows } from "./identify-rows";
import { readOwnJson } from "./json/read-own-json";
import { readContent } from "./read-content";
import type { ImportMapping } from "./schema";

const t = useRuntime();
let caller: AppCaller;
let accountId: string;
beforeAll(async () => {
  caller = await asSession(t.runtime, await createUser(t.runtime));
  accountId = await openAccount(caller);
});

const HEADER = "Date,Payee,Amount\n";
const ROW = "2026-03-31,Kiosk,-3.20\n";

describe("a file that is none", () => {
  it.each([
    ["empty", "", "BAD_REQUEST"],
    ["a header alone", HEADER, "BAD_REQUEST"],
    ["a zero byte", `${HEADER}2026-03-31,Ki\0osk,-3.20\n`, "BAD_REQUEST"],
    ["a quote that is never closed", `${HEADER}2026-03-31,"Kiosk,-3.20\n${ROW}`, "BAD_REQUEST"],
    ["a hundred thousand columns", `${HEADER}${",".repeat(100_000)}\n`, "BAD_REQUEST"],
    ["three hundred columns", `${HEADER}${"a,".repeat(300)}\n`, "BAD_REQUEST"],
    ["a row too many", HEADER + ROW.repeat(20_001), "PAYLOAD_TOO_LARGE"],
    ["a byte too many", "a".repeat(8 * 1_048_576 + 1), "PAYLOAD_TOO_LARGE"],
  ])("I2: %s: refused with the field and a remedy", async (_, file, code) => {
    const refusal = await previewFile(caller, accountId, file).catch(
      (error: { cause: unknown }) => error.cause,
    );
    if (!(refusal instanceof DomainError)) return expect.fail("It was not refused.");
    expect(refusal).toMatchObject({ code, path: "content", hint: expect.stringMatching(/\w/) });
  });
});

describe("a file that is odd", () => {
  it.each([
    ["a byte order mark and Windows' line ends", `\ufeff${HEADER}${ROW}`.replaceAll("\n", "\r\n")],
    ["mixed line ends", `Date,Payee,Amount\r\n${ROW}\r\n\r`],
    ["UTF-16", Buffer.from(`\ufeff${HEADER}${ROW}`, "utf16le")],
    ["UTF-16 without mark", Buffer.from(`${HEADER}${ROW}`, "utf16le")],
    ["invisible and turning marks in a text", `${HEADER}2026-03-31,\u202eKi\u200bosk,-3.20\n`],
  ])("A10: %s: read like any other, without what hides or turns text", async (_, file) => {
    const { items } = await previewFile(caller, accountId, file);
    expect(items).toMatchObject([
      { verdict: "new", date: "2026-03-31", payee: "Kiosk", amount: { amount: "-3.20" } },
    ]);
  });
});

it("I2: a column of nothing but a word for one way does not turn the signs around; words for both ways may", async () => {
  const totalsOf = async (rows: string) =>
    (await previewFile(caller, accountId, `Date,Name,Amount\n${rows}`)).import?.totals.net;
  expect(await totalsOf("2026-03-31,C,-3.20\n2026-04-01,C,-1.00\n")).toMatchObject({
    amount: "-4.20",
  });
  expect(await totalsOf("2026-03-31,C,-3.20\n2026-04-01,D,1.00\n")).toMatchObject({
    amount: "2.20",
  });
});

describe("an amount that can be read in two ways", () => {
  it.each([
    ["1.234 and -3.000", "1.234", "-3.000"],
    ["1,234 and -3,000", '"1,234"', '"-3,000"'],
  ])(
    "I2: %s alone are asked about and never guessed; the declared mark decides",
    async (_, first, second) => {
      const file = `${HEADER}2026-03-30,Kiosk,${first}\n2026-03-31,Kiosk,${second}\n`;
      const asked = await caller.imports.preview({ accountId, ...contentOf(file) });
      expect(asked).toMatchObject({ import: null, ambiguous: [{ field: "decimalMark" }] });
      const amounts = async (decimalMark: "." | ",") => {
        const { items } = await previewFile(caller, accountId, file, { decimalMark });
        return items.map(({ amount, verdict }) => amount?.amount ?? verdict);
      };
      const [asThousands, asDecimals] =
        first === "1.234" ? ([",", "."] as const) : ([".", ","] as const);
      expect(await amounts(asThousands)).toEqual(["1234.00", "-3000.00"]);
      // A third digit after the mark is more than a euro has: an error of that row, never a rounded
      // amount. A zero there loses nothing.
      expect(await amounts(asDecimals)).toEqual(["error", "-3.00"]);
    },
  );
});

it("a mapping whose amount is of none of the three forms is told all three", async () => {
  // What TypeScript would not let through, a program may send.
  const mapping: ImportMapping = { amount: { column: 3, sing: "inverted" } } as never;
  await expect(previewFile(caller, accountId, HEADER + ROW, mapping)).rejects.toMatchObject({
    cause: {
      code: "BAD_REQUEST",
      path: "mapping.amount",
      message: expect.stringContaining("{ outColumn, inColumn }"),
    },
  });
});

it("I2: whatever the bytes, a preview answers or refuses by the contract: no bug, no hang", async () => {
  const piece = fc.constantFrom(
    ",",
    ";",
    '"',
    "\n",
    "\r",
    "\t",
    "2026-03-31",
    "03/04/2026",
    "3.000",
    "-1,5",
    "EUR",
    "\u202e",
    "é",
  );
  const file = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc.array(piece, { maxLength: 60 }).map((parts) => Buffer.from(parts.join(""))),
  );
  await fc.assert(
    fc.asyncProperty(file, async (bytes) => {
      const refusal = await previewFile(caller, accountId, bytes).then(
        () => null,
        (error: { cause: unknown }) => error.cause,
      );
      if (refusal !== null)
        expect(refusal).toMatchObject({ code: "BAD_REQUEST", path: expect.any(String) });
    }),
    { numRuns: fc.readConfigureGlobal().numRuns ?? 100 },
  );
  expect(t.logLines.filter((line) => line.includes("procedure.failed"))).toEqual([]);
});

/** A row may be so long: hostile ones are. */
const ROW_UNITS = 131_000;

describe("a row of nothing but one character, as long as a row may be", () => {
  // Of marks in a row no language has many; some of these are marks only once they are normalized.
  it.each([
    "\u0301\u0327",
    "\uff9e\u0327",
    "\u0344\u0327",
    "\u200d",
    "\ufe0f",
    "\u202e",
    "\ufeff",
    "ﷺ",
    "9",
    "'",
    "=",
  ])(
    "I4: of %j is read like any other, to a payee that a person may have written",
    async (unit) => {
      const payee = `a${unit.repeat(ROW_UNITS / 2 / unit.length)}`;
      const { items } = await previewFile(
        caller,
        accountId,
        `${HEADER}2026-03-31,${payee},-3.20\n`,
        {
          ...{ dateColumn: 1, payeeColumn: 2, amount: { column: 3, sign: "as_written" } },
        },
      );
      expect(items).toMatchObject([
        { verdict: "new", date: "2026-03-31", amount: { amount: "-3.20" } },
      ]);
      const [row] = items;
      expect([...(row?.payee ?? "")].length).toBeLessThanOrEqual(200);
      expect(row?.payee).not.toMatch(/\p{M}{31}/u);
    },
  );
});

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
