import { assert, constantFrom, nat, property, string } from "fast-check";
import { expect, test, vi } from "vitest";
import { LOOK_ALIKES, VECTORS } from "../test/vectors";
import { encodeBase62 } from "./base62";
import { crc32 } from "./crc32";
import { generateKey, hashKey, KEY_PATTERN, parseKey } from "./key";

const KEY = "pfn_live_0123456789ABCDEFGHIJKLMNOPQRSTUV2VNNtj";
const MODES = ["live", "test"] as const;
const anyMode = constantFrom(...MODES);

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

test.each(VECTORS)("K1, K2: the published vector $key keeps its checksum and hash", (vector) => {
  expect(parseKey(vector.key)).toEqual({ mode: vector.key.slice(4, 8) });
  expect(crc32(vector.key.slice(0, 41)).toString(16).padStart(8, "0")).toBe(vector.crc32);
  expect(hex(hashKey(vector.key))).toBe(vector.sha256);
});

test.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
])("K2: the hash of %j is the sha256 of the standard's examples", (text, digest) => {
  expect(hex(hashKey(text))).toBe(digest);
});

test("K1, K2: every generated key is 47 characters, passes the check and has its own hash", () => {
  assert(
    property(anyMode, (mode) => {
      const { key, hash } = generateKey(mode);
      expect(key).toMatch(
        mode === "live" ? /^pfn_live_[0-9A-Za-z]{38}$/ : /^pfn_test_[0-9A-Za-z]{38}$/,
      );
      expect(parseKey(key)).toEqual({ mode });
      expect(hash).toEqual(hashKey(key));
      expect(hash).toHaveLength(32);
    }),
  );
});

test("K2: the hint is the prefix and the last 4 random characters, and no more of the key", () => {
  assert(
    property(anyMode, (mode) => {
      const { key, hint } = generateKey(mode);
      expect(hint).toBe(`${key.slice(0, 9)}…${key.slice(37, 41)}`);
      expect(hint).toHaveLength(14);
    }),
  );
});

test("K1: generated keys are distinct and use all 62 characters evenly, not Math.random", () => {
  const mathRandom = vi.spyOn(Math, "random");
  const keys = Array.from({ length: 10_000 }, () => generateKey("live").key);
  expect(mathRandom).not.toHaveBeenCalled();
  expect(new Set(keys).size).toBe(keys.length);

  const counts = new Map<string, number>();
  for (const key of keys) {
    for (const character of key.slice(9, 41))
      counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  expect(counts.size).toBe(62);
  const expected = (keys.length * 32) / 62;
  const chiSquare = [...counts.values()].reduce(
    (sum, count) => sum + (count - expected) ** 2 / expected,
    0,
  );
  // 61 degrees of freedom: an even source exceeds 250 less than once in 10^20 runs. With `byte %
  // 62` it would be about 2100.
  expect(chiSquare).toBeLessThan(250);
});

test("K1: no single character of a key can be replaced by another visible ASCII character", () => {
  const accepted: string[] = [];
  for (const { key } of VECTORS) {
    for (let position = 0; position < key.length; position++) {
      for (let code = 0x20; code < 0x7f; code++) {
        const text = key.slice(0, position) + String.fromCharCode(code) + key.slice(position + 1);
        if (parseKey(text)) accepted.push(text);
      }
    }
  }
  // Replacing a character by itself gives the vector at each of the 47 positions.
  expect(accepted).toEqual(VECTORS.flatMap(({ key }) => Array(key.length).fill(key)));
});

test("K1: a generated key with any one character replaced, dropped or added is refused", () => {
  assert(
    property(
      anyMode,
      nat(46),
      string({ unit: "binary", minLength: 1, maxLength: 1 }),
      (mode, position, character) => {
        const { key } = generateKey(mode);
        const before = key.slice(0, position);
        const after = key.slice(position + 1);
        const replaced = before + character + after;
        if (replaced !== key) expect(parseKey(replaced)).toBeNull();
        expect(parseKey(before + after)).toBeNull();
        expect(parseKey(before + character + key.slice(position))).toBeNull();
      },
    ),
  );
});

test.each(LOOK_ALIKES)("K1: a text that looks like a key is refused: %s", (_, text) => {
  expect(parseKey(text)).toBeNull();
});

test.each([
  ["an empty text", ""],
  ["the prefix alone", "pfn_live_"],
  ["a key after a space", ` ${KEY}`],
  ["a key before a space", `${KEY} `],
  ["a key before a newline", `${KEY}\n`],
  ["a key before a carriage return", `${KEY}\r\n`],
  ["a key after a newline", `\n${KEY}`],
  ["a key on the second line", `garbage\n${KEY}`],
  ["a key before a NUL", `${KEY}\0`],
  ["a key after a byte order mark", `\uFEFF${KEY}`],
  ["a key around a zero-width space", KEY.replace("_0", "_\u200B0")],
  ["a key with a Cyrillic A", KEY.replace("A", "\u0410")],
  ["a key with a Kelvin sign for K", KEY.replace("K", "\u212A")],
  ["a key with a full-width digit", KEY.replace("0", "\uFF10")],
  ["a key with a combining accent", KEY.replace("A", "A\u0301")],
  ["a key with a lone surrogate", KEY.replace("A", "\uD800")],
  ["a key in quotes", `"${KEY}"`],
  ["a key with its scheme", `Bearer ${KEY}`],
  ["a key in upper case", KEY.toUpperCase()],
  ["a key in lower case", KEY.toLowerCase()],
  ["a key twice", KEY + KEY],
  ["a key and a megabyte more", KEY + "0".repeat(1_000_000)],
])("K1: %s is refused without an error", (_, text) => {
  expect(parseKey(text)).toBeNull();
});

test.each([
  ["one random character too few", KEY.slice(0, 40)],
  ["one random character too many", KEY.slice(0, 42)],
  ["a character outside the alphabet", KEY.slice(0, 41).replace("A", "-")],
  ["text before it", `x${KEY.slice(0, 41)}`],
  ["a line before it", `garbage\n${KEY.slice(0, 41)}`],
  ["a line after it", `${KEY}\n`],
  ["a second key after it", KEY + KEY.slice(0, 41)],
])("K1: a right checksum does not save a key with %s", (_, body) => {
  expect(parseKey(body + encodeBase62(crc32(body), 6))).toBeNull();
});

test("K1: no text at all makes the check throw", () => {
  assert(property(string({ unit: "binary", maxLength: 200 }), (text) => parseKey(text) === null));
});

test("K2: neither a key's hash nor its hint is a key", () => {
  const { hash, hint } = generateKey("live");
  expect(parseKey(hex(hash))).toBeNull();
  expect(parseKey(Buffer.from(hash).toString("base64url"))).toBeNull();
  expect(parseKey(hint)).toBeNull();
});

test("K12: the published pattern finds every key in a text, exactly and again and again", () => {
  expect(KEY_PATTERN.source).toBe(String.raw`\bpfn_(live|test)_[0-9A-Za-z]{38}\b`);
  expect(KEY_PATTERN.flags).toBe("");
  const keys = VECTORS.map(({ key }) => key);
  const leak = keys
    .map((key) => `curl -H "authorization: Bearer ${key}" https://pfn.example/?k=${key}&x`)
    .join("\n");
  expect(leak.match(new RegExp(KEY_PATTERN, "g"))).toEqual(keys.flatMap((key) => [key, key]));
  expect(KEY_PATTERN.test(`${KEY}0`)).toBe(false);
  expect(KEY_PATTERN.test(`x${KEY}`)).toBe(false);
});
