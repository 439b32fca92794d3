import { crc32 as zlibCrc32 } from "node:zlib";
import { assert, property, string } from "fast-check";
import { expect, test } from "vitest";
import { crc32 } from "./crc32";

test.each([
  ["", 0x00000000],
  ["a", 0xe8b7be43],
  ["123456789", 0xcbf43926],
  ["The quick brown fox jumps over the lazy dog", 0x414fa339],
])("K1: the CRC-32 of %j is the published check value", (text, value) => {
  expect(crc32(text)).toBe(value);
});

test("K1: any text, of any script, has the CRC-32 that zlib computes", () => {
  assert(
    property(string({ unit: "binary", maxLength: 200 }), (text) => crc32(text) === zlibCrc32(text)),
  );
});
