import { describe, expect, test } from "vitest";
import { type Category, inOrder, mergeTargets, possibleParents } from "./category";

const category = (id: string, more: Partial<Category> = {}): Category => ({
  id,
  version: 1,
  name: id,
  parentId: null,
  kind: "expense",
  isArchived: false,
  ...more,
});

const food = category("food");
const bread = category("bread", { parentId: "food" });
const old = category("old", { isArchived: true });
const rent = category("rent");
const salary = category("salary", { kind: "income" });
const all = [old, bread, food, rent, salary];
const ids = (categories: Category[]) => categories.map(({ id }) => id);

describe("categories", () => {
  test("children follow their parent, archived ones come last, kinds stay apart", () => {
    expect(ids(inOrder(all, "expense"))).toEqual(["food", "bread", "rent", "old"]);
    expect(ids(inOrder(all, "income"))).toEqual(["salary"]);
  });

  test("a parent is of the same kind, in use, without parent and another category", () => {
    expect(ids(possibleParents(all, food))).toEqual(["rent"]);
    expect(ids(possibleParents(all, { kind: "expense" }))).toEqual(["food", "rent"]);
  });

  test("a category merges into one of its kind; one with children into a top-level one", () => {
    const tea = category("tea", { parentId: "rent" });
    expect(ids(mergeTargets([...all, tea], bread))).toEqual(["food", "rent", "tea"]);
    expect(ids(mergeTargets([...all, tea], food))).toEqual(["rent"]);
  });
});
