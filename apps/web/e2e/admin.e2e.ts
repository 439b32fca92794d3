import { startPfn } from "../test/start-pfn";
import { createVisitor } from "../test/visitor";
import { press } from "./keys";
import { test as base, expect, expectGood } from "./test";

/** On a server that anybody may join. */
const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from it.
  pfn: async ({}, use) => {
    const pfn = await startPfn({ PFN_SIGNUP: "open" });
    await use(pfn);
    await pfn.remove();
  },
});

const BOB = {
  name: "Bob Stone",
  email: "bob@example.org",
  password: "a yellow rowing boat for Bob",
};

test("an administrator suspends, reactivates and promotes people; members see no page", async ({
  page,
  browser,
  signInAda,
  pfn,
}) => {
  await signInAda();
  const bob = createVisitor(pfn.url);
  expect((await bob.mutate("profile.signUp", BOB)).status).toBe(200);
  await bob.signIn(BOB);
  expect(await (await bob.get("/admin")).text()).not.toContain("Ada Lovelace");
  const elsewhere = await browser.newContext({ baseURL: pfn.url });
  await elsewhere.addCookies(
    [...bob.cookies].map(([name, value]) => ({ name, value, url: pfn.url })),
  );
  const bobsPage = await elsewhere.newPage();
  await bobsPage.goto("/admin");
  await expect(bobsPage.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await bobsPage.goto("/");
  await expect(bobsPage.getByRole("link", { name: "Categories" })).toBeVisible();
  await expect(bobsPage.getByRole("link", { name: "People" })).toHaveCount(0);
  await elsewhere.close();

  await page.goto("/");
  await page.getByRole("link", { name: "People" }).click();
  const row = page.getByRole("row", { name: /Bob Stone/ });
  await expect(row).toContainText("Active");
  await expect(
    page.getByRole("row", { name: /Ada Lovelace \(you\)/ }).getByRole("button"),
  ).toHaveCount(0);
  await expectGood(page);

  const menu = page.getByRole("button", { name: "Actions for Bob Stone" });
  await press(menu, page.getByRole("menuitem", { name: "Suspend…" }));
  await page.getByRole("menuitem", { name: "Suspend…" }).click();
  await expectGood(page);
  await page.getByRole("dialog").getByRole("button", { name: "Suspend" }).click();
  await expect(row).toContainText("Suspended");
  expect((await bob.get("/")).headers.get("location")).toBe("/login");

  await press(menu, page.getByRole("menuitem", { name: "Reactivate" }));
  await page.getByRole("menuitem", { name: "Reactivate" }).click();
  await expect(row).toContainText("Active");
  await press(menu, page.getByRole("menuitem", { name: "Revoke all keys…" }));
  await page.getByRole("menuitem", { name: "Revoke all keys…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke all" }).click();
  await expect(page.getByText("There were none.")).toBeVisible();
  await expect(page.getByRole("region", { name: "This server" })).toContainText("2 active");
  await press(menu, page.getByRole("menuitem", { name: "Make administrator…" }));
  await page.getByRole("menuitem", { name: "Make administrator…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
  await expect(row).toContainText("Administrator");
  await bob.signIn(BOB);
  expect(await (await bob.get("/admin")).text()).toContain("Ada Lovelace");
});

base(
  "a person joins a server closed to others by the link of an invitation, once",
  async ({ page, browser, signInAda, pfn }) => {
    await signInAda();
    await page.goto("/admin");
    const form = page.getByLabel("Their e-mail address (optional)");
    await press(page.getByRole("button", { name: "Invite somebody" }), form);
    await form.fill(BOB.email);
    await page.getByRole("button", { name: "Create link" }).click();
    const link = await page.getByLabel("Your new link").inputValue();
    await expectGood(page);
    await page.getByRole("button", { name: "I have copied it" }).click();
    const row = page
      .getByRole("table", { name: "Invitations" })
      .getByRole("row", { name: /bob@example\.org/ });
    await expect(row).toContainText("Open");
    await expect(page.getByText(link)).toHaveCount(0);
    await expectGood(page);

    const elsewhere = await browser.newContext({ baseURL: pfn.url });
    const bobsPage = await elsewhere.newPage();
    const asked: string[] = [];
    bobsPage.on("request", (request) =>
      asked.push(`${request.url()} ${request.headers()["referer"] ?? ""}`),
    );
    await bobsPage.goto("/signup");
    await expect(bobsPage.getByRole("heading", { name: "Sign-up is closed" })).toBeVisible();
    await bobsPage.goto(link);
    await expect(bobsPage.getByLabel("Name")).toBeVisible();
    await expect(bobsPage).toHaveURL("/signup");
    await bobsPage.getByLabel("Name").fill(BOB.name);
    await bobsPage.getByLabel("E-mail address").fill(BOB.email);
    await bobsPage.getByLabel("Password", { exact: true }).fill(BOB.password);
    await bobsPage.getByRole("button", { name: "Create account" }).click();
    await expect(bobsPage.getByRole("heading", { name: "Overview" })).toBeVisible();
    expect(asked.filter((line) => line.includes("pfn_invite"))).toEqual([]);
    await elsewhere.close();

    await page.reload();
    await expect(row).toContainText("Used");
    await expect(page.getByRole("row", { name: /Bob Stone/ })).toContainText("Member");
  },
);
