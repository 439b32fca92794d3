import { createPfnClient } from "@pfn/client";
import { createKey, press, readKey } from "./keys";
import { expect, expectGood, test } from "./test";

test("the overview shows both months, net worth and what agents did, also in words", async ({
  page,
  signInAda,
  pfn,
}) => {
  await signInAda();
  await page.goto("/");
  const month = page.getByRole("region", { name: "Spent this month" });
  await press(page.getByRole("button", { name: "Fill with demo data" }), month);
  const worth = page.getByRole("region", { name: "Net worth" });
  await expect(worth.locator("svg")).toBeVisible();
  await expect(worth.getByRole("listitem")).toHaveCount(12);
  await expect(month.locator("svg").first()).toBeVisible();
  await expect(month.getByRole("listitem").first()).toContainText(/^.+: −[\d,]+\.\d\d, last month/);
  await page.getByLabel("Currency of the charts").selectOption("US Dollar");
  await expect(worth).toContainText("All accounts in USD");
  await expect(page.locator("#main").getByText("No recent changes by agents.")).toBeVisible();
  await expectGood(page);

  await page.goto("/config/user");
  await createKey(page, { label: "Budget agent", preset: "Full" });
  const program = createPfnClient({ url: pfn.url, key: await readKey(page) });
  await page.getByRole("button", { name: "I have stored it" }).click();
  await program.accounts.create.mutate({
    name: "Cash",
    type: "cash",
    currency: "EUR",
    reason: "The purse counts too",
  });
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  const agents = page.getByRole("region", { name: "What agents did lately" });
  await expect(agents.getByRole("listitem")).toContainText("The purse counts too");
  await expectGood(page);
  await agents.getByRole("link", { name: "All activity" }).click();
  await expect(page).toHaveURL("/activity");
});
