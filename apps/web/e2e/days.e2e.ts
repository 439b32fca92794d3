import type { Locator } from "@playwright/test";
import { press } from "./keys";
import { keepBooks } from "./seed";
import { expect, expectGood, type Page, test } from "./test";

// Day, month, year with points: what is typed here is no date in the United States.
test.use({ locale: "de-DE" });

/** A day of an open calendar looks like a button of the calendar, not like bare text in a table. */
async function expectCalendar(page: Page, field: Locator): Promise<void> {
  await field.click();
  // One of two, because the day that is chosen has a colour.
  const days = page.getByRole("button", { name: /^1[45] [A-Z][a-z]+ \d{4}$/ });
  const day = days.and(page.locator(":not([data-selected])")).first();
  await expect(day).toBeVisible();
  const look = await day.evaluate((button) => {
    const { width, height } = button.getBoundingClientRect();
    const { borderTopStyle, backgroundColor, display } = getComputedStyle(button);
    return {
      isSquare: Math.abs(width - height) < 1,
      width,
      borderTopStyle,
      backgroundColor,
      display,
    };
  });
  expect(look).toMatchObject({
    isSquare: true,
    borderTopStyle: "none",
    backgroundColor: "rgba(0, 0, 0, 0)",
  });
  expect(look.width).toBeGreaterThan(27);
  const chevron = await page
    .locator("[data-direction=next] svg, [data-direction=next]")
    .last()
    .boundingBox();
  expect(chevron?.width).toBeLessThan(48);
}

test("the calendar looks like one on every screen, also when that screen is the first", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await keepBooks(page, ["Bakery"]);
  const search = page.getByRole("search");
  await page.goto("/transactions");
  await press(page.getByRole("button", { name: "More filters" }), search.getByLabel("From"));
  await expectCalendar(page, search.getByLabel("From"));
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Add transaction" }).click();
  const dialog = page.getByRole("dialog", { name: "Add transaction" });
  await expectCalendar(page, dialog.getByLabel("Date"));
  await expectGood(page);
  // The first Escape closes the calendar, the second one the dialog.
  await dialog.getByLabel("Date").click();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page
    .getByRole("button", { name: /^Edit / })
    .first()
    .click();
  await expectCalendar(page, page.getByRole("form", { name: /^Edit / }).getByLabel("Date"));

  await page.goto("/config/user");
  await press(
    page.getByRole("button", { name: "Create your first key" }),
    page.getByLabel("Who will use it?"),
  );
  await page.getByText("Until a date").click();
  await expectCalendar(page, page.getByLabel("Last day"));
});

const READ = [
  ["2026-10-01", "2026-10-01"],
  ["1.10.2026", "2026-10-01"],
  ["01/10/2026", "2026-10-01"],
  ["1.10.26", "2026-10-01"],
  ["1 Oct 2026", "2026-10-01"],
] as const;
const REFUSED = ["13/13", "last month", "10/13/2026", "31.4.2026", "1 okt"];

test("a typed day is read in the person's order, or refused under its field, uncounted", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await keepBooks(page, ["Bakery"]);
  await page.goto("/transactions");
  const from = page.getByRole("search").getByLabel("From");
  await press(page.getByRole("button", { name: "More filters" }), from);
  await expect(from).toHaveAttribute("placeholder", "dd.mm.yyyy");
  for (const [text, day] of READ) {
    await from.fill(text);
    await from.press("Enter");
    await expect(page).toHaveURL(`/transactions?from=${day}`);
    await expect(from).toHaveValue("1 Oct 2026");
    await from.fill("");
    await from.blur();
    await expect(page).toHaveURL("/transactions");
  }
  for (const text of REFUSED) {
    await from.fill("2026-10-01");
    await from.press("Enter");
    await expect(page).toHaveURL("/transactions?from=2026-10-01");
    await from.fill(text);
    await from.blur();
    await expect(
      page.getByText(`“${text}” is not a date. Enter 31.12.2026, 31 Dec or 2026-12-31.`),
    ).toBeVisible();
    await expect(from).toHaveValue(text);
    await expect(page).toHaveURL("/transactions");
  }
  await from.fill("yesterday");
  await from.press("Enter");
  const yesterday = await page.evaluate(() => {
    const day = new Date();
    day.setDate(day.getDate() - 1);
    return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
  });
  await expect(page).toHaveURL(`/transactions?from=${yesterday}`);
});

test("no form is sent with a day that it refused, nor with the day before", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await keepBooks(page, ["Bakery"]);
  await page.goto("/transactions");
  const dialog = page.getByRole("dialog", { name: "Add transaction" });
  await press(page.getByRole("button", { name: "Add transaction" }), dialog);
  await dialog.getByLabel("Payee").fill("Corner shop");
  await dialog.getByLabel("Amount").fill("20");
  await dialog.getByLabel("Date").fill("30.2.");
  await dialog.getByLabel("Date").press("Enter");
  await expect(dialog.getByText("“30.2.” is not a date.")).toBeVisible();
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await expect(dialog.getByText("“30.2.” is not a date.")).toBeVisible();
  await dialog.getByLabel("Date").fill("1.10.2026");
  await page.keyboard.press("Control+Enter");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: "Corner shop" })).toContainText(
    "1 Oct 2026",
  );

  await page.goto("/config/user");
  await press(
    page.getByRole("button", { name: "Create your first key" }),
    page.getByLabel("Who will use it?"),
  );
  await page.getByLabel("Who will use it?").fill("Budget agent");
  await page.getByText("Until a date").click();
  const last = page.getByLabel("Last day");
  await last.fill("yesterday");
  await last.press("Enter");
  await expect(page.getByText(/^The earliest date is /)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test.describe("in the United States", () => {
  test.use({ locale: "en-US" });
  test("numbers begin with the month", async ({ page, signInAda }) => {
    await signInAda();
    await keepBooks(page, ["Bakery"]);
    await page.goto("/transactions");
    const from = page.getByRole("search").getByLabel("From");
    await press(page.getByRole("button", { name: "More filters" }), from);
    await expect(from).toHaveAttribute("placeholder", "mm/dd/yyyy");
    await from.fill("10/1/2026");
    await from.press("Enter");
    await expect(page).toHaveURL("/transactions?from=2026-10-01");
    await from.fill("13/10/2026");
    await from.blur();
    await expect(page.getByText("“13/10/2026” is not a date. Enter 12/31/2026,")).toBeVisible();
    await expect(page).toHaveURL("/transactions");
  });
});
