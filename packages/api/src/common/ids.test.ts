import { expect, it } from "vitest";
import { newId } from "./ids";

it("ids are UUID v7 and never repeat or go back, however many are made in one millisecond", () => {
  const ids = Array.from({ length: 10_000 }, () => newId(1_800_000_000_000));
  expect(
    ids.every((id) =>
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id),
    ),
  ).toBe(true);
  expect(ids).toEqual([...new Set(ids)].sort());
});

it("a clock that goes back does not put a new id before an old one", () => {
  const before = newId();
  expect(newId(Date.now() - 60_000) > before).toBe(true);
});
