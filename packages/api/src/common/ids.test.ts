import { expect, it, vi } from "vitest";
import { newId } from "./ids";

it("ids are UUID v7 and never repeat or go back, however many are made in one millisecond", () => {
  const clock = vi.spyOn(Date, "now").mockReturnValue(1_800_000_000_000);
  const ids = Array.from({ length: 10_000 }, () => newId());
  clock.mockRestore();
  expect(
    ids.every((id) =>
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id),
    ),
  ).toBe(true);
  expect(ids).toEqual([...new Set(ids)].sort());
});

it("a clock that goes back does not put a new id before an old one", () => {
  const before = newId();
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() - 60_000);
  const after = newId();
  clock.mockRestore();
  expect(after > before).toBe(true);
});
