import type { PfnClient } from "@pfn/client";
import { count } from "#ui/count.ts";
import { formatAmount, isIncome, type Money, sumAmounts } from "#ui/money.ts";
import {
  FILTER_NAMES,
  type Filters,
  toHref,
  toInput,
} from "../src/app/(signed-in)/transactions/filter/filters";
import { choicesOf } from "./filter-choices";
import { type Books, keepBooks } from "./filtered-books";
import { press } from "./keys";
import { expect, type Page, test } from "./test";

type Row = Awaited<ReturnType<PfnClient["transactions"]["list"]["query"]>>["items"][number];

const spell = (amount: Money) =>
  `${isIncome(amount) ? "+" : ""}${formatAmount(amount)} ${amount.currency}`;
const spellRow = ({ payee, amount }: Pick<Row, "payee" | "amount">) => `${payee} ${spell(amount)}`;

/** The rows on the screen from the top, each as its payee and amount. */
const shownRows = (page: Page) =>
  page
    .getByRole("table", { name: "Transactions" })
    .evaluate((table) =>
      [...table.querySelectorAll<HTMLElement>("[data-index]")]
        .sort((a, b) => Number(a.dataset["index"]) - Number(b.dataset["index"]))
        .map((row) =>
          ["payee", "amount"]
            .map((area) => row.querySelector(`[data-area=${area}] > *`)?.textContent)
            .join(" "),
        ),
    );

/** What the heading must say of rows, by their own amounts. */
function headingOf(rows: readonly Row[]): string {
  const currencies = [...new Set(rows.map(({ amount }) => amount.currency))].sort();
  const sums = currencies.map((currency) =>
    sumAmounts(
      rows.map(({ amount }) => amount).filter((amount) => amount.currency === currency),
      currency,
    ),
  );
  return [
    count(rows.length, "transaction"),
    ...sums.map((sum) => `${formatAmount(sum)} ${sum.currency}`),
  ].join(" · ");
}

/**
 * The rows, the count and the sums on the screen, and those that the server answers to a program.
 * `extra`: a row that may have stayed.
 */
async function expectAgreement(
  page: Page,
  { budget }: Books,
  { filters, extra = null }: { filters: Filters; extra?: string | null },
) {
  const { items, totals } = await budget.program.transactions.list.query({
    ...toInput(filters),
    limit: 200,
    include: "totals",
  });
  const byServer = [
    count(items.length, "transaction"),
    ...(totals ?? []).map(({ sum }) => `${formatAmount(sum)} ${sum.currency}`),
  ].join(" · ");
  expect(byServer).toBe(headingOf(items));
  await expect(async () => {
    const told = await page.locator("#main [aria-live=polite]").first().textContent();
    const rows = (await shownRows(page)).filter(
      (row) => row !== extra || items.map(spellRow).includes(row),
    );
    expect({ filters, told, rows }).toEqual({ filters, told: byServer, rows: items.map(spellRow) });
  }).toPass();
  return items;
}

/** Makes the first row that is no transfer a cent larger, in the list. */
async function enlarge(page: Page, items: readonly Row[]): Promise<string | null> {
  const row = items.find(({ kind }) => kind === "regular");
  if (row === undefined) return null;
  const minor = (BigInt(row.amount.amount.replace(/[-.]/g, "")) + 1n).toString().padStart(3, "0");
  const larger = `${minor.slice(0, -2)}.${minor.slice(-2)}`;
  await page.getByRole("button", { name: `Edit ${row.payee}` }).click();
  const form = page.getByRole("form", { name: `Edit ${row.payee}` });
  await form.getByLabel("Amount", { exact: true }).fill(larger);
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form).toHaveCount(0);
  const amount = {
    ...row.amount,
    amount: `${row.amount.amount.startsWith("-") ? "-" : ""}${larger}`,
  };
  return spellRow({ payee: row.payee, amount });
}

test("under every filter, rows, count, sum and server agree, also after an edit", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  const books = await keepBooks(page);
  // So high that the window holds all rows.
  await page.setViewportSize({ width: 1400, height: 2_000 });
  await page.goto("/transactions");
  const more = page.getByRole("button", { name: "More filters" });
  await press(more, page.getByRole("textbox", { name: "At least" }));
  const everything = await expectAgreement(page, books, { filters: {} });
  const choices = choicesOf(books);
  for (const name of FILTER_NAMES) {
    const { values, set } = choices[name];
    await test.step(name, async () => {
      const found: Row[][] = [];
      for (const value of [...values, values[0]]) {
        const filters = { [name]: value };
        await set(page, value);
        await expect(page).toHaveURL(toHref(filters));
        const items = await expectAgreement(page, books, { filters });
        expect(items.length).toBeLessThan(everything.length);
        found.push(items);
        const extra = value === values[1] ? await enlarge(page, items) : null;
        await expectAgreement(page, books, { filters, extra });
        // A filter under which nothing could be edited would prove less than it says.
        expect(value === values[1] && extra === null).toBe(false);
      }
      expect(found[0]?.map(({ id }) => id)).not.toEqual(found[1]?.map(({ id }) => id));
      await page.getByRole("button", { name: "Clear", exact: true }).click();
      await expectAgreement(page, books, { filters: {} });
    });
  }
});

test("what is reviewed, categorized, deleted and undone under a filter is counted at once", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  const books = await keepBooks(page);
  await page.setViewportSize({ width: 1400, height: 2_000 });
  const table = page.getByRole("table", { name: "Transactions" });
  const toast = (text: string) => page.getByRole("alert").filter({ hasText: text });

  await page.goto("/transactions?review=unreviewed");
  const unreviewed = { filters: { review: "unreviewed" } };
  await expectAgreement(page, books, unreviewed);
  await page.getByRole("button", { name: "Reviewed: Theatre" }).click();
  await expect(page.getByRole("button", { name: "Reviewed: Theatre" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expectAgreement(page, books, { ...unreviewed, extra: "Theatre −44.00 EUR" });

  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await table.getByRole("checkbox", { name: "Select Refund" }).click();
  await table.getByRole("checkbox", { name: "Select Toll" }).click();
  await page
    .getByRole("region", { name: "Selection" })
    .getByRole("button", { name: "Delete" })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(toast("2 transactions deleted.")).toBeVisible();
  await expectAgreement(page, books, { filters: {} });
  await toast("2 transactions deleted.").getByRole("button", { name: "Undo" }).click();
  await expect(table.getByRole("checkbox", { name: "Select Refund" })).toBeVisible();
  await expectAgreement(page, books, { filters: {} });
});
