import { ListTransactionsInput } from "@pfn/api/schema/list-transactions";
import { hashKey } from "@tanstack/react-query";
import fc from "fast-check";
import { expect, it } from "vitest";
import { listKey } from "./use-list";

const NAMES = [...Object.keys(ListTransactionsInput.unwrap().shape), "type", "input"];

it("lists whose input differs in any field, whatever its name, are kept apart", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...NAMES), fc.string()),
      fc.constantFrom(...NAMES),
      fc.string(),
      (input, name, value) => {
        fc.pre(input[name] !== value);
        expect(hashKey(listKey("transactions.list", { ...input, [name]: value }))).not.toBe(
          hashKey(listKey("transactions.list", input)),
        );
      },
    ),
  );
});

it("the same input in another order is the same list", () => {
  expect(hashKey(listKey("transactions.list", { q: "bakery", direction: "in" }))).toBe(
    hashKey(listKey("transactions.list", { direction: "in", q: "bakery" })),
  );
});
