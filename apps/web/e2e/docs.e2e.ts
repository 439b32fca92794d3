import { expect, expectAccessible, expectNoSidewaysScroll, type Page, test } from "./test";

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };

// Every look at a page runs axe on all of it, twice.
test.setTimeout(180_000);

/** Requires that the page can be read by everybody, on a desktop and on a phone. */
async function expectGood(page: Page): Promise<void> {
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    await expectNoSidewaysScroll(page);
  }
  await expectAccessible(page);
}

test("the guide for agents is accessible, fits a phone, and its commands can be copied", async ({
  page,
  context,
  pfn,
}) => {
  await page.goto("/docs/agents");
  await expectGood(page);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const copy = page
    .getByRole("button", { name: /^Copy: curl -sS "\$PFN_URL\/api\/trpc\/me.get"/ })
    .first();
  await expect(async () => {
    await copy.click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe('curl -sS "$PFN_URL/api/trpc/me.get" -H "Authorization: Bearer $PFN_KEY"');
  }).toPass();
  await expect(page.getByText(`PFN_URL:-${pfn.url}`)).toBeVisible();
  await page
    .getByRole("navigation", { name: "Documentation" })
    .getByRole("link", { name: "API" })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "API reference" })).toBeVisible();
});

test("the API reference is accessible, fits a phone, and leads from a field to its type", async ({
  page,
}) => {
  await page.goto("/docs/api");
  await expectGood(page);
  const section = page.getByRole("region", { name: "Create an account" });
  await section.getByText("Example of the answer").click();
  await section.getByText(/^Refusals: 400/).click();
  await section.getByRole("link", { name: "Money" }).first().click();
  await expect(page.getByRole("region", { name: "Money", exact: true })).toBeInViewport();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("both pages can be read, and nothing is offered that could not work", async ({ page }) => {
    await page.goto("/docs/agents");
    await expect(page.getByRole("heading", { name: "For the agent: connect" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Copy/ }).first()).not.toBeVisible();
    await page.goto("/docs/api#transactions.create");
    const section = page.getByRole("region", { name: "Add transactions" });
    await expect(section).toBeInViewport();
    await section.getByText(/^Refusals: 400/).click();
    await expect(section.getByRole("link", { name: "415" })).toBeVisible();
  });
});
