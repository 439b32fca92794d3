import { type FilterName, toHref } from "../src/app/(signed-in)/transactions/filter/filters";
import type { Books } from "./filtered-books";
import type { Page } from "./test";

/**
 * Two values that find different rows, and how a person sets them. Of what the second one finds, a
 * row can be edited.
 */
interface Choice {
  values: [string, string];
  set: (page: Page, value: string) => Promise<void>;
}

const choose =
  (label: string, names: Readonly<Record<string, string>>) => async (page: Page, value: string) => {
    await page
      .getByRole("search")
      .locator(`input[aria-label="${label}"], label:text-is("${label}") + * input`)
      .click();
    await page.getByRole("option", { name: names[value] ?? "", exact: true }).click();
  };
const type = (label: string) => async (page: Page, value: string) => {
  const field = page.getByRole("search").getByRole("textbox", { name: label, exact: true });
  await field.fill(value);
  await field.press("Enter");
  await field.blur();
};
/**
 * What has no field of its own is reached by links; the address changes without a load of the page.
 */
const follow = (name: FilterName) => (page: Page, value: string) =>
  page.evaluate((href) => window.history.replaceState(null, "", href), toHref({ [name]: value }));

/** A filter that is missing here fails to compile, and the journey below. */
export const choicesOf = (books: Books): Record<FilterName, Choice> => ({
  q: { values: ["inema", "er"], set: type("Search") },
  accountId: {
    values: [books.dollars, books.everyday],
    set: choose("Account", { [books.dollars]: "Dollars", [books.everyday]: "Everyday" }),
  },
  categoryId: {
    values: ["none", books.food],
    set: choose("Category", { none: "Uncategorized", [books.food]: "Food" }),
  },
  from: { values: ["2026-05-01", "2026-04-08"], set: type("From") },
  to: { values: ["2026-03-01", "2026-03-05"], set: type("Up to") },
  review: {
    values: ["reviewed", "unreviewed"],
    set: choose("Review", { reviewed: "Reviewed", unreviewed: "To review" }),
  },
  direction: {
    values: ["in", "out"],
    set: choose("In or out", { in: "Money in", out: "Money out" }),
  },
  status: {
    values: ["pending", "posted"],
    set: choose("Status", { pending: "Pending", posted: "Booked" }),
  },
  kind: {
    values: ["transfer", "regular"],
    set: choose("Kind", { transfer: "Transfer", regular: "Regular" }),
  },
  min: { values: ["100", "15"], set: type("At least") },
  max: { values: ["3", "20"], set: type("At most") },
  importId: { values: [books.files[1], books.files[0]], set: follow("importId") },
  operationId: { values: [books.second, books.first], set: follow("operationId") },
  keyId: { values: [books.bank.id, books.budget.id], set: follow("keyId") },
});
