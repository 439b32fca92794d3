import fc from "fast-check";
import { eur } from "../../../test/books";

// Histories of an account, made up, for the test that exports and imports them.

const text = fc.oneof(
  fc.constantFrom(
    "=1+1",
    "'=quoted",
    "-5 off",
    '["a"]',
    "Saldo Anterior",
    "a;b",
    'say "hi"',
    "Ünï 🏖",
    "null",
  ),
  fc.stringMatching(/^[a-z][ -~]{0,30}[a-z]$/),
);
const row = fc.record({
  day: fc.integer({ min: 1, max: 28 }),
  cents: fc.array(fc.integer({ min: -99_999, max: 99_999 }), { minLength: 1, maxLength: 4 }),
  categories: fc.array(fc.constantFrom("Groceries", "Salary", "Travel", null), {
    minLength: 4,
    maxLength: 4,
  }),
  lineNote: fc.option(text),
  payee: text,
  note: fc.option(fc.tuple(text, text).map((lines) => lines.join("\n"))),
  bankId: fc.option(text),
  isPending: fc.boolean(),
  isReviewed: fc.boolean(),
});
export const history = fc.record({
  rows: fc.array(row, { maxLength: 6 }),
  transfers: fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      cents: fc.integer({ min: 1, max: 99_999 }),
      payee: text,
    }),
    {
      maxLength: 3,
    },
  ),
  opening: fc.option(fc.integer({ min: -99_999, max: 99_999 })),
});

export const money = (cents: number) => eur((cents / 100).toFixed(2));
export const dayOf = (day: number) => `2026-03-${String(day).padStart(2, "0")}`;

export type DrawnHistory = typeof history extends fc.Arbitrary<infer H> ? H : never;

export type DrawnRow = DrawnHistory["rows"][number];
