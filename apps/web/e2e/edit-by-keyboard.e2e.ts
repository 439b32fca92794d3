import { keepBooks } from "./seed";
import { expect, type Page, test } from "./test";

/** What the ledger holds, as the API tells a session. */
const ledger = async (page: Page) =>
  (
    await page.request.get(
      `/api/trpc/transactions.list?input=${encodeURIComponent('{"limit":50}')}`,
    )
  ).text();

test("keys typed after e reach the form and not the list; Escape gives the row the focus", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await keepBooks(page, ["Bakery", "Cinema", "Pharmacy"]);
  await page.goto("/transactions");
  const rows = page.getByRole("table", { name: "Transactions" }).getByRole("row");
  const form = page.getByRole("form", { name: /^Edit / });
  const before = await ledger(page);
  // The first row is the head.
  await expect(async () => {
    await rows.nth(1).focus();
    await page.keyboard.press("j");
    await expect(rows.nth(2)).toBeFocused({ timeout: 2_000 });
  }).toPass();
  for (const key of ["e", "Enter"]) {
    await page.keyboard.press(key);
    await expect(form.getByLabel("Payee")).toBeFocused();
    // Each of these letters is a key of the list, or begins a search in the browser.
    await page.keyboard.type("Groc jkxcre /?");
    await expect(form.getByLabel("Payee")).toHaveValue("Groc jkxcre /?");
    await page.keyboard.press("Delete");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    // Not on a field of the form either.
    await form.getByRole("button", { name: "Cancel" }).focus();
    await page.keyboard.type("jkxcr");
    await page.keyboard.press("Delete");
    await expect(page.getByRole("region", { name: "Selection" })).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(form).toHaveCount(0);
    await expect(rows.nth(2)).toBeFocused();
  }
  expect(await ledger(page)).toBe(before);

  await page.keyboard.press("e");
  await page.keyboard.type("Picture house");
  await page.keyboard.press("Control+Enter");
  await expect(form).toHaveCount(0);
  await expect(rows.nth(2)).toContainText("Picture house");
  await expect(rows.nth(2)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows.nth(1)).toBeFocused();
});

test("c on a split row opens the category of its first part; Escape closes a list first", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await keepBooks(page, ["Bakery", "Cinema", "Pharmacy"]);
  await page.goto("/transactions");
  const row = page.getByRole("table", { name: "Transactions" }).getByRole("row").nth(1);
  const form = page.getByRole("form", { name: /^Edit / });
  await expect(async () => {
    await row.focus();
    await page.keyboard.press("e");
    await expect(form).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await form.getByRole("button", { name: "Split" }).click();
  await form.getByLabel("Amount of part 1").fill("4");
  await form.getByLabel("Amount of part 2").fill("6");
  await page.keyboard.press("Control+Enter");
  await expect(row.getByRole("button", { name: /: Split: / })).toBeVisible();
  await expect(row).toBeFocused();

  await page.keyboard.press("c");
  const first = form
    .getByRole("textbox", { name: "Category of part 1" })
    .or(form.getByRole("combobox", { name: "Category of part 1" }));
  await expect(first).toBeFocused();
  await page.keyboard.type("Unc");
  await expect(page.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option")).toHaveCount(0);
  await expect(form).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
  await expect(row).toBeFocused();
});
