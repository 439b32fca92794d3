import { press } from "./keys";
import { keepBooks } from "./seed";
import { expect, expectGood, type Page, test } from "./test";

/** The net worth of today, as the chart tells it in words. */
async function chartSum(page: Page): Promise<string> {
  const worth = page.getByRole("region", { name: "Net worth" });
  await expect(worth).toContainText("All accounts in EUR");
  return (await worth.getByRole("listitem").last().textContent())?.split(": ")[1] ?? "";
}

/** The sum over the accounts in euros. */
const cardSum = async (page: Page) =>
  (
    await page
      .getByRole("region", { name: "Balances" })
      .getByText(/^[−\d,.]+ EUR$/)
      .first()
      .textContent()
  )?.split(" ")[0];

test("closing an account asks first; card and chart agree before, after and once reopened", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await keepBooks(page, ["Bakery"]);
  await page.goto("/");
  const before = await chartSum(page);
  expect(await cardSum(page)).toBe(before);

  await page.goto("/accounts");
  const row = page.getByRole("row").filter({ hasText: "Everyday" });
  const balance = (await row.locator("td").nth(2).textContent()) ?? "";
  const dialog = page.getByRole("dialog", { name: "Close this account?" });
  await press(
    page.getByRole("button", { name: "Actions for Everyday" }),
    page.getByRole("menuitem", { name: "Close…" }),
  );
  await page.getByRole("menuitem", { name: "Close…" }).click();
  await expect(dialog).toContainText(`Everyday still holds ${balance}`);
  await expectGood(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(row).not.toContainText("Closed on");

  await page.getByRole("button", { name: "Actions for Everyday" }).click();
  await page.getByRole("menuitem", { name: "Close…" }).click();
  await dialog.getByRole("button", { name: "Close account" }).click();
  await expect(row).toContainText("Closed on");
  const undo = page
    .getByRole("alert")
    .filter({ hasText: "Account closed." })
    .getByRole("button", { name: "Undo" });
  const isCut = await undo.evaluate((button) =>
    [button, ...button.querySelectorAll("*")].some(
      ({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth,
    ),
  );
  expect(isCut).toBe(false);

  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await expect(
    page
      .getByRole("region", { name: "Balances" })
      .getByRole("listitem")
      .filter({ hasText: "Everyday" }),
  ).toContainText("closed");
  expect(await chartSum(page)).toBe(before);
  expect(await cardSum(page)).toBe(before);
});
