import { expect, it } from "vitest";
import { DomainError } from "../errors/domain-error";
import { createdBefore, createdKey, page } from "./page";

const ctx = { principal: { ledgerId: "one" }, runtime: { secret: "secret" } };
const NAMES = ["a", "b", "c", "d", "e"];

const list = (query: { limit?: number; cursor?: string; filters?: unknown }) =>
  page(ctx, {
    list: "names",
    filters: query.filters ?? {},
    limit: query.limit,
    cursor: query.cursor,
    rows: async (after: readonly [string] | undefined, take) =>
      NAMES.filter((name) => after === undefined || name > after[0]).slice(0, take),
    keyOf: (name) => [name],
  });

it("pages follow without a gap or a repetition, and the last one has no cursor", async () => {
  const first = await list({ limit: 2 });
  const second = await list({ limit: 2, cursor: first.nextCursor ?? "" });
  const third = await list({ limit: 2, cursor: second.nextCursor ?? "" });
  expect([first, second, third].map(({ items }) => items.join(""))).toEqual(["ab", "cd", "e"]);
  expect(third.nextCursor).toBeNull();
});

it("a page that ends with the list has no cursor, nor has a list without a limit", async () => {
  expect((await list({ limit: 5 })).nextCursor).toBeNull();
  expect(await list({})).toEqual({ items: NAMES, nextCursor: null });
});

it("I5: refuses a cursor of the same list with other filters", async () => {
  const { nextCursor } = await list({ limit: 2 });
  await expect(list({ cursor: nextCursor ?? "", filters: { of: "others" } })).rejects.toThrow(
    DomainError,
  );
});

it("rows of one moment are told apart by their ids", () => {
  const createdAt = new Date("2026-03-31T12:00:00.000Z");
  expect(createdBefore(undefined)).toEqual({});
  expect(createdBefore(createdKey({ createdAt, id: "b" }))).toEqual({
    OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: "b" } }],
  });
});
