import { fuzz } from "@pfn/keys/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type ToldDays, takeIn } from "./told-days";

const day = fc.option(fc.constantFrom("2026-01-01", "2026-02-02", "2026-03-03"), { nil: null });

it("what a field told comes back as its own, however late, and with whatever left out", () =>
  fuzz(
    "told days",
    fc.property(
      fc.array(fc.record({ day, comesBack: fc.boolean(), after: fc.nat(3) }), { maxLength: 8 }),
      (steps) => {
        // Two days that follow each other differ: the second would change nothing.
        const days = steps.filter(({ day }, at) => at === 0 || steps[at - 1]?.day !== day);
        let told: ToldDays = [];
        const late = days.flatMap((step, at) =>
          step.comesBack ? [{ day: step.day, at: at + step.after }] : [],
        );
        for (let at = 0; at < days.length + 4; at += 1) {
          const next = days[at];
          if (next !== undefined) told = [...told, next.day];
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

it("a day that was chosen elsewhere is not the field's own, and no other is waited for", () => {
  expect(takeIn(["2026-01-01", null], "2026-05-05")).toEqual({ isOwn: false, rest: [] });
});
