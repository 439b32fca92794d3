import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { growsLinearly, kinds, PIECES } from "../test/cost";
import { fuzz } from "../test/fuzz";
import { VECTORS } from "../test/vectors";
import { encodeBase62 } from "./base62";
import { crc32 } from "./crc32";
import { KEY_PATTERN, parseKey } from "./key";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const base62 = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...ALPHABET), minLength, maxLength });

/** The format of K1 in other code: a big integer instead of digits, and the CRC of zlib. */
function isKeyByTheBook(text: string): boolean {
  const [pfn, mode, rest = "", ...more] = text.split("_");
  if (
    pfn !== "pfn" ||
    (mode !== "live" && mode !== "test") ||
    more.length > 0 ||
    rest.length !== 38
  )
    return false;
  if ([...rest].some((char) => !ALPHABET.includes(char))) return false;
  const value = [...rest.slice(32)].reduce(
    (sum, char) => sum * 62n + BigInt(ALPHABET.indexOf(char)),
    0n,
  );
  return value === BigInt(zlibCrc32(text.slice(0, 41)));
}

/** Keys from fast-check, so that a seed repeats them. */
const key = fc.oneof(
  fc.constantFrom(...VECTORS.map((vector) => vector.key)),
  fc
    .tuple(fc.constantFrom("pfn_live_", "pfn_test_"), base62(32, 32))
    .map(([prefix, random]) => prefix + random + encodeBase62(crc32(prefix + random), 6)),
);
const piece = fc.oneof(
  fc.constantFrom(
    ...ALPHABET,
    "_",
    "-",
    " ",
    "\n",
    "\0",
    "%",
    "\u200b",
    "\ufeff",
    "\u212a",
    "pfn_live_",
    "Bearer ",
  ),
  fc.string({ unit: "binary", maxLength: 4 }),
);
/** A typing error: `count` characters at a place become another text. */
const slip = fc.tuple(fc.nat(47), fc.nat(3), piece);
const spoil = (text: string, slips: readonly [number, number, string][]) =>
  slips.reduce((now, [at, count, by]) => now.slice(0, at) + by + now.slice(at + count), text);

test(
  "K1: whatever is done to a key, what results is taken for one exactly when the format says " +
    "so",
  () =>
    fuzz(
      "key slips",
      fc.property(key, fc.array(slip, { maxLength: 3 }), (text, slips) => {
        const spoiled = spoil(text, slips);
        expect(parseKey(spoiled) !== null).toBe(isKeyByTheBook(spoiled));
      }),
      2_000,
    ),
);

test(
  "K1: any text of a key's form is a key exactly when its checksum is right, which hardly any " +
    "is",
  () =>
    fuzz(
      "key form",
      fc.property(
        fc.constantFrom("pfn_live_", "pfn_test_", "pfn_prod_"),
        base62(36, 40),
        (prefix, rest) => {
          expect(parseKey(prefix + rest) !== null).toBe(isKeyByTheBook(prefix + rest));
        },
      ),
      2_000,
    ),
);

test("K1: swapping two neighbours of a key never gives another key", () =>
  fuzz(
    "key swaps",
    fc.property(key, fc.nat(45), (text, at) => {
      const swapped =
        text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
      expect(parseKey(swapped) !== null).toBe(swapped === text);
    }),
    1_000,
  ));

test(
  "K12: the published pattern finds every key in any text around it, and nothing else that is " +
    "a key",
  () => {
    const around = fc.string({ unit: "binary", maxLength: 30 }).map((text) => `${text} `);
    return fuzz(
      "key search",
      fc.property(fc.array(fc.tuple(around, key), { maxLength: 4 }), around, (parts, end) => {
        const text = `${parts.map(([before, inner]) => ` ${before}${inner}`).join("")} ${end}`;
        const found = (text.match(new RegExp(KEY_PATTERN, "g")) ?? []).filter(
          (match) => parseKey(match) !== null,
        );
        expect(found).toEqual(parts.map(([, inner]) => inner));
      }),
      1_000,
    );
  },
);

test("K1: bytes that are no text at all are refused without an error", () =>
  fuzz(
    "key bytes",
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      (bytes) => parseKey(Buffer.from(bytes).toString("latin1")) === null,
    ),
    500,
  ));

test(
  "K1: the CPU time of refusing a text that is no key, and of looking for keys in one, grows " +
    "in proportion to it",
  () =>
    fuzz(
      "key cost",
      growsLinearly(kinds(PIECES), (text) => [
        parseKey(text),
        text.match(new RegExp(KEY_PATTERN, "g")),
      ]),
      15,
    ),
);
