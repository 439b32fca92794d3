import { array, assert, property, uint8Array } from "fast-check";
import { expect, test } from "vitest";
import { encodeBase62, randomBase62 } from "./base62";

const DIGITS = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"];

/** A source that returns the given bytes in order and notes the number of bytes of each call. */
function dealBytes(bytes: number[]) {
  const asked: number[] = [];
  const draw = (count: number) => {
    asked.push(count);
    if (count > bytes.length) throw new Error("the source is empty");
    return Uint8Array.from(bytes.splice(0, count));
  };
  return { draw, asked };
}

test("K1: over all 256 bytes each of 62 characters comes up 4 times; 8 bytes are refused", () => {
  const everyByte = Array.from({ length: 256 }, (_, byte) => byte);
  const text = randomBase62(248, dealBytes(everyByte).draw);
  expect(text).toBe(DIGITS.join("").repeat(4));
});

test("K1: a byte of 248 or more is drawn again, however often it comes", () => {
  const { draw, asked } = dealBytes([248, 0, 255, 252, 247, 61]);
  expect(randomBase62(3, draw)).toBe("0zz");
  expect(asked).toEqual([3, 2, 1]);
});

test("K1: random text has exactly the length asked for, whatever bytes the source deals", () => {
  assert(
    property(array(uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 3 }), (chunks) => {
      // Zeros at the end, so that a run of refused bytes ends.
      const { draw } = dealBytes([
        ...chunks.flatMap((chunk) => [...chunk]),
        ...Array<number>(32).fill(0),
      ]);
      return /^[0-9A-Za-z]{32}$/.test(randomBase62(32, draw));
    }),
  );
});

test("a source that fails makes no shorter text, it fails the call", () => {
  expect(() => randomBase62(2, dealBytes([7]).draw)).toThrow("the source is empty");
});

test.each([
  [0, "000000"],
  [61, "00000z"],
  [62, "000010"],
  [5759, "0001Ut"],
  [0xffffffff, "4gfFC3"],
])("K1: %d is written %s, most significant digit first and zero-padded", (value, digits) => {
  expect(encodeBase62(value, 6)).toBe(digits);
});
