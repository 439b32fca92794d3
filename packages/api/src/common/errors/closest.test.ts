import { expect, it } from "vitest";
import { closest } from "./closest";

const FIELDS = ["label", "scopes", "preset", "expiresInDays", "expiresAt", "never", "mode"];

it.each([
  ["label", "label"],
  ["LABEL", "label"],
  ["lable", "label"],
  ["alebl", undefined],
  ["labl", "label"],
  ["labell", "label"],
  ["babel", "label"],
  ["scpoes", "scopes"],
  ["scope", "scopes"],
  ["expiresInDay", "expiresInDays"],
  ["expires_in_days", "expiresInDays"],
  ["expireAt", "expiresAt"],
  ["mdoe", "mode"],
  ["userId", undefined],
  ["hash", undefined],
  ["", undefined],
  ["m", undefined],
])("for %j the nearest is %j", (text, expected) => {
  expect(closest(text, FIELDS)).toBe(expected);
});

it("there is nothing near among nothing", () => {
  expect(closest("label", [])).toBeUndefined();
});

it("texts that nobody mistyped are not measured", () => {
  expect(closest("label".repeat(100_000), FIELDS)).toBeUndefined();
  expect(closest("x".repeat(101), ["x".repeat(101)])).toBeUndefined();
});

it("a text of a hundred characters is still measured", () => {
  expect(closest("x".repeat(100), ["x".repeat(100)])).toBe("x".repeat(100));
});

it.each([
  ["ab", "ba", "ba"],
  ["ab", "bc", undefined],
  ["ba", "cb", undefined],
])(
  "neighbours are swapped only when both changed places: %s for %s is %s",
  (text, candidate, expected) => {
    expect(closest(text, [candidate])).toBe(expected);
  },
);

it("letters outside the BMP count once", () => {
  expect(closest("\u{1f511}ab", ["\u{1f512}ab"])).toBe("\u{1f512}ab");
});
