import { beforeAll, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime();
let user: TestUser;
let owner: AppCaller;

beforeAll(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
});

it("every ledger begins with 15 categories: expense first, then income, each by name", async () => {
  const { items, nextCursor } = await owner.categories.list();
  expect(nextCursor).toBeNull();
  expect(items.map(({ kind }) => kind)).toEqual([
    ...Array(12).fill("expense"),
    ...Array(3).fill("income"),
  ]);
  for (const kind of ["expense", "income"]) {
    const names = items.filter((item) => item.kind === kind).map(({ name }) => name);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
  }
  expect(items[0]).toEqual({
    id: expect.any(String),
    version: 1,
    name: "Bank and fees",
    parentId: null,
    kind: "expense",
    isArchived: false,
  });
});

it("an archived category stays in the list, marked", async () => {
  const [first] = (await owner.categories.list()).items;
  await t.runtime.db.category.update({
    where: { id: first?.id ?? "" },
    data: { archivedAt: new Date() },
  });
  expect(
    (await owner.categories.list()).items
      .filter(({ isArchived }) => isArchived)
      .map(({ id }) => id),
  ).toEqual([first?.id]);
});

it("a key needs categories:read, and an unknown field is refused", async () => {
  const without = await asKey(t.runtime, user, { scopes: ["transactions:read"] });
  expect(await refusalOf(without.categories.list())).toMatchObject({
    status: 403,
    detail: "This key lacks: categories:read.",
  });
  const refusal = await refusalOf(owner.categories.list(JSON.parse('{"kind":"income"}')));
  expect(refusal).toMatchObject({
    status: 400,
    path: "kind",
    detail: expect.stringContaining("Known: limit, cursor"),
  });
});
