import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readLimits } from "./limit-variables";

const operations = readFileSync(new URL("../../../../docs/operations.md", import.meta.url), "utf8");
const NAMES = [...operations.matchAll(/^\| `(PFN_LIMIT_\w+)` \|/gm)].map(([, name = ""]) => name);

it("R1: each documented variable sets one limit, and the others keep their defaults", () => {
  expect(NAMES).toHaveLength(6);
  const set = NAMES.map((name) => readLimits({ [name]: " 7 " }));
  expect(set.map((limits) => Object.values(limits))).toEqual(NAMES.map(() => [7]));
  expect(new Set(set.flatMap((limits) => Object.keys(limits))).size).toBe(6);
  expect(readLimits({ [NAMES[0] ?? ""]: "" })).toEqual({});
});

it.each(["0", "-1", "1.5", "none", "10000000000", "1e3"])(
  "R1: no limit is switched off by %s",
  (text) => {
    for (const name of NAMES)
      expect(() => readLimits({ [name]: text })).toThrow(
        `${name} must be a whole number from 1 to`,
      );
  },
);
