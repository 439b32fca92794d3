import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { DomainError } from "../../common/errors/domain-error";
import type { AppCaller } from "../../root";
import { openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { contentOf, previewFile } from "../../test/import-files";
import type { ImportMapping } from "./mapping-schema";

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
    ["8 MiB of quotes", '"'.repeat(8 * 1_048_576), "BAD_REQUEST"],
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

it(
  "I2: a column of nothing but a word for one way does not turn the signs around; words for " +
    "both ways may",
  async () => {
    const totalsOf = async (rows: string) =>
      (await previewFile(caller, accountId, `Date,Name,Amount\n${rows}`)).import?.totals.net;
    expect(await totalsOf("2026-03-31,C,-3.20\n2026-04-01,C,-1.00\n")).toMatchObject({
      amount: "-4.20",
    });
    expect(await totalsOf("2026-03-31,C,-3.20\n2026-04-01,D,1.00\n")).toMatchObject({
      amount: "2.20",
    });
  },
);

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

it(
  "I2: whatever the bytes, a preview answers or refuses by the contract: " + "no bug, no hang",
  async () => {
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
  },
);

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
