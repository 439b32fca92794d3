import { expect, expectGood, type Page, test } from "./test";

async function fillDemo(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Fill with demo data" }).click();
  await expect(page.getByRole("button", { name: "Remove demo data" })).toBeVisible();
}

const rowOf = (page: Page, payee: string) =>
  page.getByRole("table", { name: "Transactions" }).getByRole("row").filter({ hasText: payee });

test("transactions are found by filters that stand in the address, and read by everybody", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await page.goto("/transactions");
  await expect(page.locator("#main").getByText("No transactions yet")).toBeVisible();
  await fillDemo(page);
  await page.goto("/transactions");
  await expect(rowOf(page, "Pharmacy on Main").first()).toBeVisible();
  await expectGood(page);

  await page.getByRole("textbox", { name: "Search" }).fill("pharmacy");
  await expect(page).toHaveURL(/\?q=pharmacy$/);
  await expect(rowOf(page, "Salary")).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Search" })).toHaveValue("pharmacy");
  await expect(rowOf(page, "Pharmacy on Main").first()).toBeVisible();
  await page.getByRole("textbox", { name: "Search" }).fill("nothing like this");
  await expect(page.locator("#main").getByText("No transactions match")).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page).toHaveURL(/\/transactions$/);
});

test("a transaction is added, split in its place, and what was done is taken back", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await fillDemo(page);
  await page.goto("/transactions");
  await page.getByRole("button", { name: "Add transaction" }).click();
  const dialog = page.getByRole("dialog", { name: "Add transaction" });
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.getByText("Enter the payee.")).toBeVisible();
  await dialog.getByLabel("Payee").fill("Corner shop");
  await dialog.getByLabel("Amount").fill("20");
  await expectGood(page);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  const row = rowOf(page, "Corner shop");
  await expect(row).toContainText("−20.00");

  await row.getByRole("button", { name: "Edit Corner shop" }).click();
  const form = page.getByRole("form", { name: "Edit Corner shop" });
  await form.getByRole("button", { name: "Split" }).click();
  await form.getByLabel("Amount of part 1").fill("15");
  await form.getByLabel("Amount of part 2").fill("4");
  await expect(form.getByText("1.00 EUR left to assign")).toBeVisible();
  await form.getByLabel("Amount of part 2").fill("5");
  await expectGood(page);
  await form.getByRole("button", { name: "Save" }).click();
  await expect(row.getByRole("button", { name: /Split: Uncategorized/ })).toBeVisible();

  await row.getByRole("checkbox", { name: "Select Corner shop" }).click();
  await page
    .getByRole("region", { name: "Selection" })
    .getByRole("button", { name: "Delete" })
    .click();
  await expect(row).toHaveCount(0);
  await page
    .getByRole("alert")
    .filter({ hasText: "1 transaction deleted." })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(row).toBeVisible();
});

test("the keyboard alone walks through the list, categorizes and marks as reviewed", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await fillDemo(page);
  await page.goto("/transactions?categoryId=none");
  const rows = page.getByRole("table", { name: "Transactions" }).getByRole("row");
  // The first row is the head.
  await rows.nth(1).focus();
  await page.keyboard.press("j");
  await expect(rows.nth(2)).toBeFocused();
  await page.keyboard.press("c");
  await page.keyboard.type("Groc");
  await page.keyboard.press("Enter");
  await expect(
    rows.nth(2).getByRole("button", { name: /^Category of .*: Groceries$/ }),
  ).toBeVisible();
  await expect(rows.nth(2)).toBeFocused();
  await page.keyboard.press("r");
  await expect(rows.nth(2).getByRole("button", { name: /^Reviewed/ })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await page.keyboard.press("k");
  await expect(rows.nth(1)).toBeFocused();
});
