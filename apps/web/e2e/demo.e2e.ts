import { press } from "./keys";
import { expect, expectGood, test } from "./test";

test("demo data goes, also after changes and beside an own account, and undo restores it", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await page.goto("/");
  const remove = page.getByRole("button", { name: "Remove demo data" });
  await press(page.getByRole("button", { name: "Fill with demo data" }), remove);

  await press(page.getByRole("button", { name: "Add account" }), page.getByRole("dialog"));
  await page.getByRole("dialog").getByLabel("Name").fill("Everyday big");
  await page.getByRole("dialog").getByRole("button", { name: "Add account" }).click();
  await expect(page.locator("#main").getByText("Everyday big").first()).toBeVisible();

  await page.goto("/transactions?categoryId=none");
  const boxes = page
    .getByRole("table", { name: "Transactions" })
    .getByRole("checkbox", { name: /^Select / });
  await boxes.first().click();
  await boxes.nth(9).click({ modifiers: ["Shift"] });
  const selection = page.getByRole("region", { name: "Selection" });
  await expect(selection.getByText("10 selected")).toBeVisible();
  await selection.getByRole("combobox", { name: "Category for the selected" }).click();
  await page.getByRole("option", { name: "Groceries" }).click();
  await expect(selection).toBeHidden();

  await page.goto("/");
  await remove.click();
  const dialog = page.getByRole("dialog", { name: "Remove demo data?" });
  await expect(dialog).toContainText(/including 10 that you changed/);
  await expect(dialog).toContainText("Your own accounts: Everyday big");
  await expectGood(page);
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(remove).toBeHidden();
  await expect(page.locator("#main").getByText("Dollar card")).toHaveCount(0);
  await expect(page.locator("#main").getByText("Everyday big").first()).toBeVisible();
  await page
    .getByRole("alert")
    .filter({ hasText: "Demo data removed" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(remove).toBeVisible();
  await expect(page.locator("#main").getByText("Dollar card").first()).toBeVisible();
});
