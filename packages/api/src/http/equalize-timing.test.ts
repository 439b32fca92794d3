import timers from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { equalizeTiming } from "./equalize-timing";

it.each([
  [0.5, 9.5],
  [3, 7],
  [10.25, 9.75],
  [3_007, 3],
])(
  "K4: %d ms after the request began a refusal waits %d ms, so that it ends on a whole step of ten",
  async (elapsed, wait) => {
    const sleep = vi.spyOn(timers, "setTimeout").mockResolvedValue(undefined);
    vi.spyOn(performance, "now").mockReturnValue(50_000 + elapsed);
    await equalizeTiming(50_000);
    expect(sleep).toHaveBeenLastCalledWith(wait);
  },
);
