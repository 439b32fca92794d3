import { fuzz } from "@pfn/keys/testing";
import { growsLinearly, kinds, PIECES } from "@pfn/keys/testing/cost";
import fc from "fast-check";
import { expect, it } from "vitest";
import { DomainError } from "../../../common/errors/domain-error";
import { readOwnJson } from "./read-own-json";
import { splitItems } from "./split-items";

// An export of pfn that came back, perhaps not as it left (I2).

const INTO = { currency: "EUR", accountName: "Everyday" };

const list = fc.array(
  fc.jsonValue({ maxDepth: 5, stringUnit: fc.constantFrom(...'ab"\\,[]{}:\n\u2028é') }),
  {
    maxLength: 6,
  },
);

it(
  "I2: a list is taken apart into the very items that JSON has in it, however it is written " +
    "down",
  () =>
    fuzz(
      "json items",
      fc.property(list, fc.constantFrom(undefined, 1, "\t", "\n"), (items, indent) => {
        const text = JSON.stringify(items, null, indent);
        const parts = [...splitItems(text)];
        expect(parts.map((part) => JSON.parse(part.text))).toEqual(JSON.parse(text));
        const lines = parts.map(({ line }) => line);
        expect(lines).toEqual(lines.toSorted((a, b) => a - b));
        expect(lines.at(-1) ?? 0).toBeLessThanOrEqual(text.split("\n").length);
      }),
      300,
    ),
);

const money = (amount: string) => ({ amount, currency: "EUR" });
const EXPORT = JSON.stringify(
  ["-12.50", "0.00", "999.99"].map((amount, at) => ({
    ...{
      id: `01970000-0000-7000-8000-00000000000${at}`,
      date: "2026-03-31",
      amount: money(amount),
    },
    ...{
      payee: 'Bakery "Ë"',
      note: "a\nb",
      account: "Everyday",
      status: "posted",
      kind: "regular",
    },
    ...{ review: "reviewed", externalId: null, rawText: "BAKERY\\", transfer: null },
    lines: [{ category: null, amount: money(amount), note: "half" }],
  })),
  null,
  1,
);
const piece = fc.oneof(
  fc.constantFrom(
    ..."[]{},:\"\\\n\0 '-0",
    "null",
    '"id":1,',
    '"__proto__":{},',
    "\\u0000",
    "12.5",
    "{}",
    "//",
    "\ufeff",
  ),
  fc.string({ unit: "binary", maxLength: 3 }),
);
const edit = fc.record({ at: fc.nat(EXPORT.length), cut: fc.nat(12), put: piece });

it(
  "I2: whatever happened to an export on its way, it is refused by the contract, or read in " +
    "full: as many rows as JSON has items in it",
  () =>
    fuzz(
      "json edits",
      fc.asyncProperty(
        fc.array(edit, { maxLength: 3 }),
        fc.option(fc.nat(EXPORT.length)),
        async (edits, end) => {
          const edited = edits.reduce(
            (text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut),
            EXPORT,
          );
          const text = edited.slice(0, end ?? edited.length);
          const outcome = await readOwnJson(text, INTO).catch((error: unknown) => error);
          if (outcome instanceof DomainError) {
            expect(outcome).toMatchObject({
              code: "BAD_REQUEST",
              path: "content",
              hint: expect.stringMatching(/\w/),
            });
            return;
          }
          if (outcome instanceof Error) throw outcome;
          expect(outcome).toHaveLength(JSON.parse(text).length);
          // What is kept goes into the database, which has no zero in any text and no half
          // characters.
          expect(JSON.stringify(outcome)).not.toMatch(/\\u0000|\\ud[89a-f]/);
        },
      ),
      300,
    ),
);

/** Where a text of any kind and length may stand in an export. */
const FILES: Readonly<Record<string, (text: string) => string>> = {
  "the whole file": (text) => `[${text}`,
  "a payee": (text) => EXPORT.replace('"Bakery', () => `${JSON.stringify(text).slice(0, -1)}`),
  "a field that is not known": (text) =>
    EXPORT.replace('"id"', () => `${JSON.stringify(text)}: [${text}], "id"`),
  "many rows": (text) => `[${`${EXPORT.slice(1, -1)},`.repeat(text.length >> 8)}${EXPORT.slice(1)}`,
};

it.each(Object.entries(FILES))(
  "I4: the CPU time of reading %s grows in proportion to it, whatever it is",
  (where, toFile) =>
    fuzz(
      `json cost of ${where}`,
      growsLinearly(kinds(PIECES), (file) => readOwnJson(file, INTO), {
        from: 11,
        to: 16,
        around: toFile,
      }),
      8,
    ),
);
