import { describe, expect, it } from "vitest";
import { aucOf } from "./auc";

/** The definition itself: the share of pairs in which the left value is the smaller one. */
const byPairs = (left: readonly number[], right: readonly number[]) =>
  left
    .flatMap((a) => right.map((b) => (a < b ? 1 : a === b ? 0.5 : 0)))
    .reduce<number>((sum, share) => sum + share, 0) /
  (left.length * right.length);

describe("aucOf", () => {
  it.each([
    [[1, 2, 3], [4, 5, 6], 1],
    [[4, 5, 6], [1, 2, 3], 0],
    [[1, 2, 3], [1, 2, 3], 0.5],
    [[7, 7], [7, 7, 7], 0.5],
  ])("%o against %o is %d", (left, right, auc) => {
    expect(aucOf(left, right).auc).toBeCloseTo(auc);
  });

  it("is the share of pairs in order, ties counting half, whatever the sizes", () => {
    const left = Array.from({ length: 40 }, (_, index) => (index * 7) % 11);
    const right = Array.from({ length: 25 }, (_, index) => (index * 5) % 13);
    expect(aucOf(left, right).auc).toBeCloseTo(byPairs(left, right));
    expect(aucOf(right, left).auc).toBeCloseTo(1 - byPairs(left, right));
  });

  it("its interval holds the truth in about 95 of 100 trials, and narrows with more values", () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const trial = (size: number) =>
      aucOf(
        Array.from({ length: size }, random),
        Array.from({ length: size }, () => random() + 0.1),
      );
    // Of two uniform values, one shifted by 0.1, the shifted one is larger with probability 1 -
    // 0.9² / 2.
    const truth = 1 - 0.9 ** 2 / 2;
    const hits = Array.from({ length: 400 }, () => trial(100)).filter(
      ({ low, high }) => low <= truth && truth <= high,
    );
    expect(hits.length).toBeGreaterThan(365);
    expect(hits.length).toBeLessThan(396);
    const [small, large] = [trial(100), trial(900)];
    expect((small.high - small.low) / (large.high - large.low)).toBeCloseTo(3, 0);
  });
});
