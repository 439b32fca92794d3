import { isDeepStrictEqual } from "node:util";
import { fuzz } from "@pfn/keys/testing";
import { growsLinearly, kinds, PIECES } from "@pfn/keys/testing/cost";
import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { WriteInput } from "../common/fields";
import { hashRequest } from "./idempotency";

type Fields = Record<string, unknown>;

/** Texts that a careless way of writing values one after another would confuse. */
const text = fc.oneof(
  fc.constantFrom(
    "",
    "0",
    "1",
    "null",
    "true",
    "a",
    '"',
    ",",
    '","',
    ":",
    "{}",
    "[]",
    "\\",
    "\ud800",
    "amount",
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
);
const { body } = fc.letrec<{ value: unknown; body: Fields }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, false, 0, 1, -1, 1e21, 0.1),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    text,
    fc.array(tie("value"), { maxLength: 3 }),
    tie("body"),
  ),
  body: fc.dictionary(
    text.filter((name) => name !== "idempotencyKey" && name !== "__proto__"),
    tie("value"),
    { maxKeys: 4 },
  ),
}));

const hashOf = (fields: Fields, procedure = "transactions.create") =>
  Buffer.from(
    hashRequest({ procedure, scope: null, ledgerId: "", input: { dryRun: false, ...fields } }),
  ).toString("hex");
/** By value: what JSON keeps of it, in which there is one zero and no absent field. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The same fields in another order, at every depth, with absent ones spelled out. */
function shuffle(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffle);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, shuffle(field)] as const);
  return Object.fromEntries(
    [["absent", undefined], ...fields.toReversed()].filter(([name]) => name !== undefined),
  );
}

it(
  "F3: the same body has the same fingerprint, whatever the order of its fields and with " +
    "absent ones spelled out",
  () =>
    fuzz(
      "idempotency same",
      fc.property(body, (fields) => {
        expect(hashOf({ ...fields, again: shuffle(fields) })).toBe(
          hashOf({ again: fields, ...fields }),
        );
        expect(hashOf({ ...fields, idempotencyKey: "other" })).toBe(hashOf(fields));
      }),
      1_000,
    ),
);

/** A small change somewhere in a value: the kind that a retry must not be mistaken for. */
function change(value: unknown, at: number): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || at % 4 === 0) return at % 2 === 0 ? [...value, null] : [value];
    return value.map((item, index) => (index === at % value.length ? change(item, at >> 2) : item));
  }
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value);
    if (fields.length === 0 || at % 4 === 0) return { ...value, [`f${at}`]: null };
    return Object.fromEntries(
      fields.map(([name, field], index) => [
        name,
        index === at % fields.length ? change(field, at >> 2) : field,
      ]),
    );
  }
  if (typeof value === "string") return at % 2 === 0 ? `${value}0` : [value];
  return at % 2 === 0 ? String(value) : null;
}

it("F3: another body has another fingerprint, however small the difference", () =>
  fuzz(
    "idempotency different",
    fc.property(body, fc.oneof(body, fc.nat(10_000)), (fields, other) => {
      const changed = typeof other === "number" ? (change(fields, other) as Fields) : other;
      const isSame = isDeepStrictEqual(asJson(fields), asJson(changed));
      expect(hashOf({ fields }) === hashOf({ fields: changed })).toBe(isSame);
    }),
    2_000,
  ));

it("F3: the procedure belongs to the fingerprint", () =>
  fuzz(
    "idempotency procedure",
    fc.property(text, text, body, (a, b, fields) => {
      expect(hashOf(fields, a) === hashOf(fields, b)).toBe(a === b);
    }),
    500,
  ));

it("F3: an idempotency key is 1 to 255 visible ASCII characters, and nothing else", () => {
  const Input = z.strictObject(WriteInput);
  const ascii = fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCharCode(code));
  const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
  const key = fc.oneof(
    fc.string({ unit: ascii, maxLength: 5 }),
    fc.string({ unit: visible, minLength: 250, maxLength: 260 }),
    fc.string({ unit: "binary", maxLength: 5 }),
  );
  return fuzz(
    "idempotency key",
    fc.property(key, (idempotencyKey) => {
      const isVisible = [...idempotencyKey].every((char) => char > " " && char < "\x7f");
      const isFit = isVisible && idempotencyKey.length >= 1 && idempotencyKey.length <= 255;
      expect(Input.safeParse({ idempotencyKey }).success).toBe(isFit);
    }),
    500,
  );
});

it("F3: the CPU time of a fingerprint grows in proportion to the body, whatever it is", () =>
  fuzz(
    "idempotency cost",
    growsLinearly(kinds(PIECES), (value) => hashOf({ value, [value]: [...value.slice(0, 4_096)] })),
    10,
  ));

it("F3: the CPU time of refusing any idempotency key grows in proportion to it", () => {
  const Input = z.strictObject(WriteInput);
  return fuzz(
    "idempotency key cost",
    growsLinearly(kinds(PIECES), (idempotencyKey) => Input.safeParse({ idempotencyKey })),
    10,
  );
});
