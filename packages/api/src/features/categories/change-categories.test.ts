import { beforeEach, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { addPurchase, eur, openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpBooks } from "../../test/dump-tables";
import { createUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime();
let owner: AppCaller;

beforeEach(async () => {
  owner = await asSession(t.runtime, await createUser(t.runtime));
});

const add = async (name: string, parentId?: string) => {
  const fields = parentId === undefined ? { kind: "expense" as const } : { parentId };
  return (await owner.categories.create({ name, ...fields })).category.id;
};
const named = async (name: string) =>
  (await owner.categories.list()).items.find((category) => category.name === name);
const undo = (operationId: string | null) => owner.operations.undo({ id: operationId ?? "" });

describe("categories.create", () => {
  it("adds a category, a child of its parent's kind, and undo takes it away", async () => {
    const parentId = await add("Vehicles");
    const { category, operationId } = await owner.categories.create({ name: "Bicycle", parentId });
    expect(category).toMatchObject({
      name: "Bicycle",
      parentId,
      kind: "expense",
      isArchived: false,
      version: 1,
    });
    await undo(operationId);
    expect(await named("Bicycle")).toBeUndefined();
  });

  it(
    "refuses a taken name, a second level, another kind than the parent's, " + "and no kind at all",
    async () => {
      const parentId = await add("Vehicles");
      const child = await add("Bicycle", parentId);
      const refused = (fields: object) =>
        refusalOf(owner.categories.create({ name: "New", ...fields }));
      expect(await refused({ name: "Bicycle", kind: "expense" })).toMatchObject({
        status: 409,
        path: "name",
      });
      expect(await refused({ parentId: child })).toMatchObject({ status: 409, path: "parentId" });
      expect(await refused({ parentId, kind: "income" })).toMatchObject({
        status: 409,
        path: "parentId",
      });
      expect(await refused({})).toMatchObject({ status: 400, path: "kind" });
    },
  );
});

describe("categories.update", () => {
  it("renames and moves; undo restores both", async () => {
    const [parentId, id] = [await add("Vehicles"), await add("Bike")];
    const { category, operationId } = await owner.categories.update({
      id,
      version: 1,
      name: "Bicycle",
      parentId,
    });
    expect(category).toMatchObject({ name: "Bicycle", parentId, version: 2 });
    await undo(operationId);
    expect(await named("Bike")).toMatchObject({ id, parentId: null, version: 3 });
  });

  it(
    "F4: refuses a stale version, itself as parent, and a parent for a category that has " +
      "children",
    async () => {
      const [parentId, other] = [await add("Vehicles"), await add("Other things")];
      await add("Bicycle", parentId);
      const refused = (fields: object) =>
        refusalOf(owner.categories.update({ id: parentId, version: 1, ...fields }));
      expect(await refused({ version: 2, name: "x" })).toMatchObject({
        status: 409,
        path: "version",
      });
      expect(await refused({ parentId })).toMatchObject({ status: 409, path: "parentId" });
      expect(await refused({ parentId: other })).toMatchObject({ status: 409, path: "parentId" });
    },
  );

  it(
    "that made room for a second level is not undone into one, and names " + "what is in the way",
    async () => {
      const [top, middle, low] = [await add("Top"), await add("Middle"), await add("Low")];
      const below = await owner.categories.update({ id: middle, version: 1, parentId: top });
      await undo(below.operationId);
      const again = (await owner.operations.list({ limit: 1 })).items[0]?.id ?? "";
      await owner.categories.update({ id: low, version: 1, parentId: middle });
      expect(await refusalOf(undo(again))).toMatchObject({
        status: 409,
        errors: [{ path: `category:${low}` }],
      });
    },
  );
});

describe("categories.archive", () => {
  it("keeps the lines, takes no new ones, and is taken back by unarchive and by undo", async () => {
    const accountId = await openAccount(owner);
    const id = await add("Bicycle");
    const row = await addPurchase(owner, accountId, { categoryId: id });
    const { category, operationId } = await owner.categories.archive({ id, version: 1 });
    expect(category).toMatchObject({ isArchived: true, version: 2 });
    const again = addPurchase(owner, accountId, { categoryId: id });
    expect(await refusalOf(again)).toMatchObject({
      status: 409,
      path: "transactions.0.categoryId",
    });
    const [kept] = (await owner.transactions.list({ categoryId: [id] })).items;
    expect(kept?.id).toBe(row);
    expect(await refusalOf(owner.categories.archive({ id, version: 2 }))).toMatchObject({
      status: 409,
    });
    await undo(operationId);
    expect(await named("Bicycle")).toMatchObject({ isArchived: false });
    await owner.categories.archive({ id, version: 3 });
    expect((await owner.categories.unarchive({ id, version: 4 })).category).toMatchObject({
      isArchived: false,
    });
  });
});

describe("categories.merge", () => {
  it(
    "moves every line and child, tombstones too, removes the category, and one undo restores " +
      "all of it exactly",
    async () => {
      const accountId = await openAccount(owner);
      const [from, into] = [await add("Bikes"), await add("Bicycle")];
      const child = await add("Tyres", from);
      await addPurchase(owner, accountId, { categoryId: from });
      const split = {
        lines: [
          { amount: eur("-10.00"), categoryId: from },
          { amount: eur("-2.50"), categoryId: into },
        ],
      };
      await addPurchase(owner, accountId, split);
      const before = await dumpBooks(t.runtime.db);
      const merged = await owner.categories.merge({ id: from, version: 1, intoId: into });
      expect(merged).toMatchObject({ category: { id: into }, updated: 3, deleted: 1 });
      expect(await named("Bikes")).toBeUndefined();
      expect(await named("Tyres")).toMatchObject({ id: child, parentId: into });
      expect((await owner.transactions.list({ categoryId: [into] })).items).toHaveLength(2);
      const undone = await undo(merged.operationId);
      expect(await dumpBooks(t.runtime.db)).toEqual(before);
      await undo(undone.operationId);
      expect(await named("Bikes")).toBeUndefined();
    },
  );

  it(
    "refuses itself, another kind, an archived one, and one that cannot take over the " +
      "children",
    async () => {
      const [id, into] = [await add("Bikes"), await add("Bicycle")];
      const [parent, archived] = [await add("Vehicles"), await add("Old")];
      const income = (await owner.categories.create({ name: "Prizes", kind: "income" })).category
        .id;
      await owner.categories.update({ id: into, version: 1, parentId: parent });
      await owner.categories.archive({ id: archived, version: 1 });
      await add("Tyres", id);
      for (const intoId of [id, income, archived, into]) {
        const refusal = await refusalOf(owner.categories.merge({ id, version: 1, intoId }));
        expect(refusal).toMatchObject({ status: 409, path: "intoId" });
      }
      expect(
        await refusalOf(owner.categories.merge({ id, version: 9, intoId: parent })),
      ).toMatchObject({
        path: "version",
      });
    },
  );
});
