import { createVisitor } from "../test/visitor";
import { createKey, press } from "./keys";
import { ADA, expect, test } from "./test";

test("a person changes name and password, ends a session, and signs out everywhere", async ({
  page,
  signInAda,
  pfn,
}) => {
  await signInAda();
  const elsewhere = createVisitor(pfn.url);
  await elsewhere.signIn(ADA);
  await page.goto("/config/user");
  await createKey(page, { label: "Budget agent", preset: "Read-only" });
  await page.getByRole("button", { name: "I have stored it" }).click();

  await page.getByLabel("Name").fill("Ada King");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByRole("button", { name: "Menu of Ada King" })).toBeVisible();

  const sessions = page.getByRole("region", { name: "Sessions" });
  await expect(sessions.getByRole("listitem")).toHaveCount(2);
  await expect(sessions.getByRole("listitem").filter({ hasText: "This browser" })).toHaveCount(1);
  await sessions.getByRole("button", { name: /^End the session/ }).click();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  expect((await elsewhere.get("/config/user")).headers.get("location")).toBe("/login");

  await elsewhere.signIn(ADA);
  await page.getByLabel("Current password").fill(ADA.password);
  await page.getByLabel("New password").fill("a green tandem for Ada");
  await page.getByRole("checkbox", { name: "Also revoke all integration keys" }).check();
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("1 other sign-in ended. 1 key revoked.")).toBeVisible();
  await expect(page.getByRole("row", { name: /Budget agent/ })).toContainText("Revoked");

  await page.reload();
  const security = page.getByRole("region", { name: "Security activity" });
  await expect(
    security.getByRole("listitem").filter({ hasText: "Key revoked: Budget agent" }),
  ).toHaveCount(1);
  await expect(
    security.getByRole("listitem").filter({ hasText: "Key created: Budget agent" }),
  ).toHaveCount(1);
  await expect(security.getByRole("listitem").filter({ hasText: "Password changed" })).toHaveCount(
    1,
  );

  await press(page.getByRole("button", { name: "Sign out everywhere" }), page.getByRole("dialog"));
  await page.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page).toHaveURL("/login");
  await page.goto("/config/user");
  await expect(page).toHaveURL("/login");
});

test("an address of no key, or of somebody else's, leads to the person's own keys", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  for (const id of ["nonsense", "01a20784-790f-75dd-b503-e5c5d48e766f"]) {
    await page.goto(`/config/user/keys/${id}`);
    await expect(page.getByRole("heading", { name: "There is no such key" })).toBeVisible();
  }
  await page.getByRole("link", { name: "Go to your keys" }).click();
  await expect(page).toHaveURL("/config/user");
});
