import { createPfnClient, type PfnClient } from "@pfn/client";
import { z } from "zod";
import { count } from "#ui/count.ts";
import { formatAmount, isIncome, type Money, sumAmounts } from "#ui/money.ts";
import {
  FILTER_NAMES,
  type Filters,
  toHref,
  toInput,
} from "../src/app/(signed-in)/transactions/filter/filters";
import { press } from "./keys";
import { expect, type Page, test } from "./test";

test.setTimeout(300_000);

type FilterName = (typeof FILTER_NAMES)[number];
type Row = Awaited<ReturnType<PfnClient["transactions"]["list"]["query"]>>["items"][number];

/**
 * Two values that find different rows, and how a person sets them. Of what the second one finds, a
 * row can be edited.
 */
interface Choice {
  values: [string, string];
  set: (page: Page, value: string) => Promise<void>;
}

const Created = z.object({
  result: z.object({
    data: z.object({ key: z.string(), integrationKey: z.object({ id: z.string() }) }),
  }),
});

async function createKey(page: Page, label: string) {
  const answer = await page.request.post("/api/trpc/integrationKeys.create", {
    data: { label, preset: "full", expiresInDays: 7, mode: "live" },
  });
  const { key, integrationKey } = Created.parse(await answer.json()).result.data;
  return {
    id: integrationKey.id,
    program: createPfnClient({ url: new URL(answer.url()).origin, key }),
  };
}

/** A small ledger in which every filter finds something and leaves something out. */
async function keepBooks(page: Page) {
  const [budget, bank] = [
    await createKey(page, "Budget agent"),
    await createKey(page, "Bank feed"),
  ];
  const { accounts, categories, transactions, transfers, imports } = budget.program;
  const eur = (amount: string) => ({ amount, currency: "EUR" });
  const open = async (name: string, currency: string) =>
    (
      await accounts.create.mutate({
        name,
        type: "checking",
        currency,
        openingDate: "2026-01-01",
        openingBalance: { amount: "500.00", currency },
      })
    ).account.id;
  const [everyday, savings, dollars] = [
    await open("Everyday", "EUR"),
    await open("Savings", "EUR"),
    await open("Dollars", "USD"),
  ];
  const add = async (name: string, kind: "expense" | "income") =>
    (await categories.create.mutate({ name, kind })).category.id;
  const [food, fun] = [await add("Food", "expense"), await add("Fun", "expense")];
  const row = (payee: string, date: string, amount: Money, more: object = {}) => ({
    accountId: everyday,
    date,
    payee,
    amount,
    ...more,
  });
  const first = await transactions.create.mutate({
    transactions: [
      row("Bakery", "2026-03-02", eur("-4.20"), { categoryId: food }),
      row("Butcher", "2026-03-03", eur("-18.00"), { categoryId: food, status: "pending" }),
      row("Cinema", "2026-03-04", eur("-12.50"), { categoryId: fun }),
      row("Employer", "2026-03-05", eur("2100.00")),
      row(
        "Diner",
        "2026-03-06",
        { amount: "-31.00", currency: "USD" },
        { accountId: dollars, categoryId: food },
      ),
    ],
  });
  const second = await transactions.create.mutate({
    transactions: [
      row("Theatre", "2026-04-07", eur("-44.00"), { categoryId: fun }),
      row("Refund", "2026-04-08", eur("9.99")),
    ],
  });
  await transfers.create.mutate({
    fromAccountId: everyday,
    toAccountId: savings,
    date: "2026-04-09",
    amount: eur("70.00"),
    payee: "To savings",
  });
  await bank.program.transactions.create.mutate({
    transactions: [
      row("Kiosk", "2026-04-10", eur("-2.30"), { categoryId: fun }),
      row("Grocer", "2026-04-11", eur("-60.10"), { categoryId: food }),
    ],
  });
  const read = async (...lines: string[]) => {
    const text = ["Date,Payee,Amount", ...lines].join("\n");
    const preview = await imports.preview.mutate({
      accountId: everyday,
      fileName: `${lines.length}.csv`,
      text,
    });
    if (preview.import === null) throw new Error(`not read: ${JSON.stringify(preview.ambiguous)}`);
    await imports.commit.mutate({ id: preview.import.id });
    return preview.import.id;
  };
  const files = [
    await read("2026-05-12,Toll,-8.00", "2026-05-13,Parking,-3.00"),
    await read("2026-05-14,Ferry,-21.00"),
  ] as const;
  const { items } = await transactions.list.query({ limit: 200 });
  const known = items.filter(({ payee }) => ["Bakery", "Cinema", "Employer"].includes(payee));
  await transactions.update.mutate({
    transactions: known.map(({ id, version }) => ({
      id,
      version,
      patch: { review: "reviewed" as const },
    })),
  });
  return {
    budget,
    bank,
    everyday,
    dollars,
    food,
    fun,
    first: first.operationId ?? "",
    second: second.operationId ?? "",
    files,
  };
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

type Books = Awaited<ReturnType<typeof keepBooks>>;

/** A filter that is missing here fails to compile, and the journey below. */
const choicesOf = (books: Books): Record<FilterName, Choice> => ({
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
  }).toPass({ timeout: 8_000 });
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

test("under every filter, one value after the other, the rows, their count and their sum agree with each other and with the server, also after an edit", async ({
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

test("what is reviewed, categorized, deleted and taken back under a filter is counted at once", async ({
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
