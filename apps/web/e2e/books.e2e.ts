import { press } from "./keys";
import { expect, expectGood, type Page, test } from "./test";

/** Presses an entry of a row's menu. */
async function act(page: Page, { row, entry }: { row: string; entry: string }): Promise<void> {
  await press(
    page.getByRole("button", { name: `Actions for ${row}` }),
    page.getByRole("menuitem", { name: entry }),
  );
  await page.getByRole("menuitem", { name: entry }).click();
}

async function close(page: Page, name: string): Promise<void> {
  await act(page, { row: name, entry: "Close…" });
  await page.getByRole("dialog").getByRole("button", { name: "Close account" }).click();
}

test("accounts are added, renamed, closed, and opened again by undo", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await page.goto("/accounts");
  await expect(page.locator("#main").getByText("No account yet")).toBeVisible();
  await expectGood(page);
  const dialog = page.getByRole("dialog");
  await press(page.getByRole("button", { name: "Add account" }), dialog);
  await dialog.getByLabel("Name").fill("Everyday");
  await dialog.getByLabel("Balance today").fill("1250,5");
  await dialog.getByRole("button", { name: "Add account" }).click();
  await expect(page.getByRole("row", { name: /Everyday/ })).toContainText("1,250.50 EUR");

  await act(page, { row: "Everyday", entry: "Edit…" });
  await expectGood(page);
  await dialog.getByLabel("Name").fill("W".repeat(80));
  await dialog.getByLabel("Note").fill("At the bank on the corner");
  await dialog.getByRole("button", { name: "Save" }).click();
  const row = page.getByRole("row", { name: /WWW/ });
  await expect(row).toContainText("At the bank on the corner");

  await close(page, "W".repeat(80));
  await expect(row).toContainText("Closed on");
  // The message with the button goes away after a while, so the page is looked at without it.
  await page
    .getByRole("alert")
    .filter({ hasText: "Account closed" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(row).not.toContainText("Closed on");
  await close(page, "W".repeat(80));
  await expect(row).toContainText("Closed on");
  await expectGood(page);
});

test("categories are added below others, archived, merged; one undo restores a merged one", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await page.goto("/");
  const rows = page.getByRole("table", { name: "Latest transactions" }).getByRole("row");
  await press(page.getByRole("button", { name: "Fill with demo data" }), rows.first());
  await page.getByRole("link", { name: "Categories" }).click();
  const expenses = page.getByRole("region", { name: "Expenses" });
  const dialog = page.getByRole("dialog");
  await press(page.getByRole("button", { name: "Add category" }), dialog);
  await dialog.getByLabel("Name").fill("Bakery");
  await dialog.getByLabel("Parent").selectOption("Groceries");
  await expectGood(page);
  await dialog.getByRole("button", { name: "Add category" }).click();
  await expect(expenses.getByRole("listitem").filter({ hasText: /Groceries|Bakery/ })).toHaveText([
    "Groceries",
    "Bakery",
  ]);

  await act(page, { row: "Bakery", entry: "Archive" });
  await expect(expenses.getByRole("listitem").filter({ hasText: "Bakery" })).toContainText(
    "Archived",
  );
  await expectGood(page);

  await act(page, { row: "Eating out", entry: "Merge into another…" });
  await dialog.getByRole("combobox", { name: "Merge into" }).click();
  await page.getByRole("option", { name: "Leisure" }).click();
  const moves = /^\d+ transactions will move\. You can undo this\.$/;
  await expect(dialog.getByText(moves)).toBeVisible();
  await expectGood(page);
  await dialog.getByRole("button", { name: "Merge" }).click();
  const merged = expenses.getByRole("listitem").filter({ hasText: "Eating out" });
  await expect(merged).toHaveCount(0);
  await page
    .getByRole("alert")
    .filter({ hasText: "Merged into" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(merged).toHaveCount(1);
});
