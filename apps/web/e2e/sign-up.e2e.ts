import { ADA, expect, expectAccessible, expectNoSidewaysScroll, test } from "./test";

test.use({ timezoneId: "Pacific/Auckland" });

test("the first visitor signs up, arrives signed in, signs out and signs in again", async ({
  page,
}) => {
  await page.goto("/");
  await expect(page).toHaveURL("/signup");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Name")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Name")).toBeFocused();
  await expectAccessible(page);

  await page.getByLabel("Name").fill(ADA.name);
  await page.getByLabel("E-mail address").fill(ADA.email);
  await page.getByLabel("Password", { exact: true }).fill(ADA.password);
  await page.getByLabel("Password", { exact: true }).press("Enter");
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("button", { name: `Menu of ${ADA.name}` })).toBeVisible();
  await expectAccessible(page);
  const me = await page.request.get("/api/trpc/profile.me");
  expect((await me.json()).result.data.ledger.timezone).toBe("Pacific/Auckland");

  await page.getByRole("button", { name: `Menu of ${ADA.name}` }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL("/login");
  await expectAccessible(page);
  await page.goBack();
  await expect(page).toHaveURL("/login");

  await page.getByLabel("E-mail address").fill("ADA@example.org");
  await page.getByLabel("Password", { exact: true }).fill("not her bicycle");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("E-mail address or password is wrong.")).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel("Password", { exact: true }).fill(ADA.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL("/");
});

test("signing in and the frame fit a phone and work by keyboard", async ({
  page,
  signInAda,
  context,
}) => {
  await signInAda();
  await context.clearCookies();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/login");
  await expectNoSidewaysScroll(page);
  await page.getByLabel("E-mail address").fill(ADA.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(ADA.password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/");
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Open the navigation" }).press("Enter");
  await page.getByRole("link", { name: "Account and keys" }).press("Enter");
  await expect(page).toHaveURL("/config/user");
  await expect(page.getByRole("link", { name: "Account and keys" })).not.toBeInViewport();
  await expectNoSidewaysScroll(page);
});

test("the colour scheme that somebody chose stays", async ({ page, signInAda }) => {
  await signInAda();
  await page.goto("/");
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
});
