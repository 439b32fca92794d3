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

test("a bank's file is chosen, settled, looked at, decided, added and taken back", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await page.goto("/import");
  await expect(page.locator("#main").getByText("A file belongs to an account.")).toBeVisible();
  await expectGood(page);

  await keepBooks(page);
  await page.goto("/import");
  await expectGood(page);
  const question = page.getByLabel("Which day is 03/04/2026?");
  await expect(async () => {
    await page.locator("input[type=file]").setInputFiles([]);
    await page.locator("input[type=file]").setInputFiles(FILE);
    await expect(question).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await expectGood(page);
  await question.selectOption({ index: 1 });

  const rows = page.getByRole("table", { name: "Rows of the file" }).getByRole("row");
  await expect(rows.filter({ hasText: "Bakery on the corner" })).toContainText("New");
  await expect(rows.filter({ hasText: "Cannot be read" })).toContainText("17");
  await expect(page.getByText(/first at line 4/)).toBeVisible();
  const maybe = rows.filter({ hasText: "Card payment 4711" });
  await expect(maybe).toContainText("Like Shoes");
  await page.getByRole("button", { name: "How the file is read" }).click();
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
    await expect(async () => {
      await page.locator("input[type=file]").setInputFiles([]);
      await page.locator("input[type=file]").setInputFiles(LARGE);
      await expect(page.getByRole("progressbar", { name: /^Reading the file/ })).toBeVisible({
        timeout: 5_000,
      });
    }).toPass();
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
