import { fuzz } from "@pfn/keys/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type ToldDays, takeIn } from "./told-days";

const dayOf = (at: number) => (at === 0 ? null : `2026-01-${String(at).padStart(2, "0")}`);

it("what a field told comes back as its own, however late, and with whatever left out", () =>
  fuzz(
    "told days",
    fc.property(
      fc.array(fc.record({ comesBack: fc.boolean(), after: fc.nat(3) }), { maxLength: 8 }),
      (steps) => {
        let told: ToldDays = [];
        const late = steps.flatMap(({ comesBack, after }, at) =>
          comesBack ? [{ day: dayOf(at), at: at + after }] : [],
        );
        for (let at = 0; at < steps.length + 4; at += 1) {
          if (at < steps.length) told = [...told, dayOf(at)];
          while (late[0] !== undefined && late[0].at <= at) {
            const { isOwn, rest } = takeIn(told, late.shift()?.day ?? null);
            expect(isOwn).toBe(true);
            told = rest;
          }
        }
      },
    ),
    500,
  ));

it("when the latest day has come back, no other is waited for", () =>
  fuzz(
    "the latest told day",
    fc.property(fc.array(fc.nat(2).map(dayOf), { minLength: 1 }), (told) => {
      expect(takeIn(told, told.at(-1) ?? null)).toEqual({ isOwn: true, rest: [] });
    }),
    200,
  ));

it("a day that was chosen elsewhere is not the field's own, and no other is waited for", () => {
  expect(takeIn(["2026-01-01", null], "2026-05-05")).toEqual({ isOwn: false, rest: [] });
});
