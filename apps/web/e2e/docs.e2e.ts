import { GUIDE_PAGES } from "../test/guide-pages";
import { expect, expectGood, test } from "./test";

test("every page of the guide is accessible, fits a phone, and leads to the next", async ({
  page,
}) => {
  await page.goto("/docs/agents");
  const contents = page.getByRole("navigation", { name: "Guide for agents" });
  const next = page.getByRole("link", { name: /^Next: / });
  const seen: string[] = [];
  for (;;) {
    const title = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
    const current = contents.locator('[aria-current="page"]');
    await expect(current).toHaveText(title);
    await expectGood(page);
    seen.push(new URL(page.url()).pathname);
    if ((await next.count()) === 0) break;
    await next.click();
    await expect(current).not.toHaveText(title);
  }
  expect(seen.toSorted()).toEqual(GUIDE_PAGES.toSorted());
  await page.getByRole("link", { name: /^Previous: / }).click();
  await expect(page).toHaveURL(seen.at(-2) ?? "");
});

test("the guide gives its commands to the clipboard, and leads to the reference", async ({
  page,
  context,
  pfn,
}) => {
  await page.goto("/docs/agents");
  await page
    .getByRole("navigation", { name: "Guide for agents" })
    .getByRole("link", { name: "Start" })
    .click();
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

  test("guide and reference can be read, and nothing is offered that could not work", async ({
    page,
  }) => {
    await page.goto("/docs/agents");
    await page.getByRole("link", { name: "Next: Start" }).click();
    await expect(page.getByRole("heading", { name: "Connect" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Copy/ }).first()).not.toBeVisible();
    await page.goto("/docs/api#transactions.create");
    const section = page.getByRole("region", { name: "Add transactions" });
    await expect(section).toBeInViewport();
    await section.getByText(/^Refusals: 400/).click();
    await expect(section.getByRole("link", { name: "415" })).toBeVisible();
  });
});
