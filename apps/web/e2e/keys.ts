import { expect, type Locator, type Page } from "@playwright/test";

/**
 * Presses a button of a page that was just loaded, until it shows what it opens: before its script
 * has started, nothing hears the click. What takes a while is waited for, and not pressed again.
 */
export async function press(button: Locator, opened: Locator): Promise<void> {
  await expect(async () => {
    if (!(await opened.isVisible())) await button.click({ timeout: 2_000 });
    await expect(opened).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

/** The dialog that shows a new key. */
export const revealed = (page: Page): Locator =>
  page.getByRole("dialog", { name: "Store your key now" });

/** The new key in the open dialog. */
export const readKey = (page: Page): Promise<string> =>
  page.getByLabel("Your new key").inputValue();

/**
 * Fills in the form on the account page and waits for the dialog with the key, which stays open.
 */
export async function createKey(
  page: Page,
  { label, preset }: { label: string; preset: string },
): Promise<void> {
  const labelField = page.getByLabel("Who will use it?");
  await press(page.getByRole("button", { name: /^Create (your first )?key$/ }), labelField);
  await labelField.fill(label);
  await page.getByRole("radio", { name: preset }).click();
  await page.getByRole("button", { name: "Create key" }).click();
  await revealed(page).waitFor();
}
