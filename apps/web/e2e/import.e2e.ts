import type { Locator } from "@playwright/test";
import { z } from "zod";
import { expect, expectGood, type Page, test } from "./test";

const FILE = {
  name: "march.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(
    [
      "Date;Payee;Amount;Balance",
      "03/04/2026;Bakery on the corner;-12,50;987,50",
      "05/04/2026;Card payment 4711;-40,00;947,50",
      "06/04/2026;Salary;2000,00;2900,00",
      ...[7, 8, 9, 10, 11, 12].flatMap((day, index) => [
        `${String(day).padStart(2, "0")}/04/2026;Tram;-2,00;${2898 - 5 * index},00`,
        `${String(day).padStart(2, "0")}/04/2026;Coffee;-3,00;${2895 - 5 * index},00`,
      ]),
      "nonsense;Kiosk;-3,00;2867,00",
    ].join("\n"),
  ),
};

const Account = z.object({
  result: z.object({ data: z.object({ account: z.object({ id: z.string() }) }) }),
});

/** An account with one row, written down by hand before the bank told of it. */
async function keepBooks(page: Page): Promise<void> {
  const create = (procedure: string, data: unknown) =>
    page.request.post(`/api/trpc/${procedure}`, { data });
  const created = await create("accounts.create", {
    name: "Everyday",
    type: "checking",
    currency: "EUR",
  });
  const { account } = Account.parse(await created.json()).result.data;
  const amount = { amount: "-40.00", currency: "EUR" };
  const row = { accountId: account.id, date: "2026-04-04", payee: "Shoes", amount };
  expect((await create("transactions.create", { transactions: [row] })).ok()).toBe(true);
}

type Sent = typeof FILE;

/** Chooses a file until the page, whose script may still load, has taken it. */
async function choose(page: Page, file: Sent, seen: Locator): Promise<void> {
  await expect(async () => {
    const input = page.locator("input[type=file]");
    if ((await page.getByRole("region", { name: file.name }).count()) === 0) {
      await input.setInputFiles([]);
      await input.setInputFiles(file);
    }
    await expect(seen).toBeVisible({ timeout: 5_000 });
  }).toPass();
}

test("a bank's file is dropped, settled, looked at, decided, added and taken back", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await keepBooks(page);
  await page.goto("/import");
  await expectGood(page);
  const question = page.getByRole("group", { name: "Which day is 03/04/2026?" });
  await choose(page, FILE, question);
  await expect(question.getByText("03/04/2026;Bakery on the corner")).toBeVisible();
  await expectGood(page);
  await question.getByRole("button", { name: /^2026-04-03/ }).click();

  const rows = page.getByRole("table", { name: "Rows of the file" }).getByRole("row");
  await expect(rows.filter({ hasText: "Bakery on the corner" })).toContainText("New");
  await expect(rows.filter({ hasText: "Cannot be read" })).toContainText("17");
  await expect(page.getByText(/first at line 4/)).toBeVisible();
  const maybe = rows.filter({ hasText: "Card payment 4711" });
  await expect(maybe).toContainText("Like Shoes");
  await page.getByRole("button", { name: /^Read as / }).click();
  await expect(page.getByLabel("Decimal mark")).toHaveValue("1");
  await expectGood(page);

  await maybe.getByRole("combobox").selectOption("Same transaction");
  await expect(page.getByText("14 transactions will be added, 1 row matched.")).toBeVisible();
  await page.getByRole("button", { name: "Add to the ledger" }).click();
  await expect(page.getByRole("heading", { name: "14 transactions added" })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "march.csv" }).first()).toContainText(
    "Added",
  );
  await expectGood(page);
  // The message has a button for it, too, but goes away after a while.
  await page.getByRole("button", { name: "Undo march.csv" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "march.csv" }).first()).toContainText(
    "Undone",
  );

  const buffer = await (await page.request.get("/api/exports/transactions.json")).body();
  await page.getByRole("button", { name: "Import another file" }).click();
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "own.json", mimeType: "application/json", buffer });
  await expect(rows.filter({ hasText: "Shoes" })).toContainText("Already there");
  await expect(page.getByText("0 transactions will be added.")).toBeVisible();
  await expect(page.getByRole("button", { name: "How the file is read" })).toBeHidden();
  await expectGood(page);
});

/** A file that no bank should write: words above the table, and a second table's header. */
const ODD = {
  name: "odd.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(
    [
      "Statement;Account 04 4100",
      "Booked;Value;Text;Out;In",
      "27.11.2026;28.11.2026;TRATTORIA SOLE;41,00;",
      "26.11.2026;26.11.2026;=HYPERLINK(1);49,00;",
      "23.11.2026;23.11.2026;<b>Salary</b>;;3.060,02",
    ].join("\n"),
  ),
};

test("every role and the line of the names are changed on the file's own lines", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await keepBooks(page);
  await page.goto("/import");
  const lines = page.getByRole("region", { name: "Lines of the file" });
  await choose(page, ODD, lines);
  const role = (name: string) => lines.getByLabel(name);
  await expect(role("Column 1, Booked")).toHaveValue("day");
  await expect(role("Column 4, Out")).toHaveValue("out");
  await expect(role("Column 5, In")).toHaveValue("in");

  await role("Column 2, Value").selectOption("Day");
  await expect(role("Column 1, Booked")).toHaveValue("");
  const rows = page.getByRole("table", { name: "Rows of the file" }).getByRole("row");
  await expect(rows.filter({ hasText: "TRATTORIA SOLE" })).toContainText("28 Nov 2026");
  // What a file holds is text and nothing else (A10).
  await expect(rows.filter({ hasText: "<b>Salary</b>" })).toContainText("+3,060.02");

  await lines.getByRole("button", { name: "There are no names" }).click();
  await expect(lines.getByText("No line holds the names.")).toBeVisible();
  await lines.getByRole("button", { name: "Take line 2 for the names" }).press("Enter");
  await expect(lines.getByText("Line 2 holds the names.")).toBeVisible();
  await expectGood(page);
});

test.describe("a refused file", () => {
  test.use({ mayBeAnswered: [400] });
  test("is named beside its refusal, with what to bring instead, and can be put aside", async ({
    page,
    signInAda,
  }) => {
    await signInAda();
    await keepBooks(page);
    await page.goto("/import");
    const pdf = { name: "statement.pdf", mimeType: "application/pdf" };
    const refused = page.getByRole("region", { name: "statement.pdf" });
    await choose(page, { ...pdf, buffer: Buffer.from("%PDF-1.7\n") }, refused);
    await expect(refused.getByRole("alert")).toContainText(/PDF/);
    await expect(refused.getByRole("alert")).toContainText(/CSV, OFX/);
    await expectGood(page);
    await refused.getByRole("button", { name: "Put statement.pdf aside" }).click();
    await expect(page.getByRole("button", { name: "Choose files" })).toBeVisible();
  });
});

const LARGE = {
  name: "ten-years.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(
    [
      "Date,Payee,Amount",
      ...Array.from({ length: 8_000 }, (_, at) => `2026-03-31,Shop ${at},-1.25`),
    ].join("\n"),
  ),
};

test.describe("a large file", () => {
  test.use({ mayBeAnswered: [503] });
  test("shows that it is read and added, and is taken back from the list", async ({
    page,
    signInAda,
  }) => {
    await signInAda();
    await keepBooks(page);
    await page.goto("/import");
    const add = page.getByRole("button", { name: "Add to the ledger" });
    await choose(page, LARGE, page.getByRole("progressbar", { name: /^Reading the file/ }));
    await expect(page.getByText("8,000 transactions will be added.")).toBeVisible();
    await add.click();
    await expect(
      page.getByRole("progressbar", { name: /^Adding 8,000 transactions|written…$/ }),
    ).toBeVisible();
    await expect(page.getByRole("heading", { name: "8,000 transactions added" })).toBeVisible();

    const file = page.getByRole("listitem").filter({ hasText: LARGE.name }).first();
    await expectGood(page);
    await file.getByRole("button", { name: `Undo ${LARGE.name}` }).click();
    await expect(file).toContainText("Undone");
  });
});
