import { expect, it } from "vitest";
import { countFilters, readFilters, toHref, toInput } from "./filters";

const ID = "01970000-0000-7000-8000-000000000004";

it("an address and its filters are the same thing", () => {
  const filters = {
    q: "bakery & café",
    accountId: ID,
    categoryId: "none",
    from: "2026-03-01",
    min: "12.50",
  };
  const href = toHref(filters);
  expect(readFilters(new URLSearchParams(href.split("?")[1]))).toEqual(filters);
  expect(toHref({})).toBe("/transactions");
});

it("what the server would not understand is left out of the filters, and the rest stays", () => {
  const search = new URLSearchParams(
    "q=bakery&from=yesterday&accountId=1&review=perhaps&min=-1&limit=9999&to=2026-03-31",
  );
  expect(readFilters(search)).toEqual({ q: "bakery", to: "2026-03-31" });
});

it("the category `none` asks for what has no category", () => {
  expect(toInput({ categoryId: "none" })).toEqual({ uncategorized: true });
  expect(toInput({ categoryId: ID, accountId: ID })).toEqual({ categoryId: [ID], accountId: [ID] });
});

it("the search text is not counted as a filter", () => {
  expect(countFilters({ q: "bakery", from: "2026-03-01" })).toBe(1);
});
