import { createPfnClient } from "@pfn/client";
import { z } from "zod";
import { createKey, press, readKey, revealed } from "./keys";
import { ADA, expect, expectGood, type Page, test } from "./test";

test("a key from beginning to end: made, copied, used, seen at work, revoked, refused", async ({
  page,
  context,
  pfn,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/");
  await page.getByLabel("Name").fill(ADA.name);
  await page.getByLabel("E-mail address").fill(ADA.email);
  await page.getByLabel("Password", { exact: true }).fill(ADA.password);
  await page.getByRole("button", { name: "Create account" }).click();

  await press(page.getByRole("button", { name: "Add account" }), page.getByRole("dialog"));
  await page.getByLabel("Name").fill("Everyday");
  await page.getByLabel("Balance today").fill("1250,5");
  await page.getByRole("dialog").getByRole("button", { name: "Add account" }).click();
  await expect(page.getByRole("region", { name: "Balances" })).toContainText("1,250.50");

  await page.getByRole("link", { name: "Account and keys" }).click();
  await expect(page.locator("#main").getByText("No program can use your ledger yet")).toBeVisible();
  await createKey(page, { label: "Budget agent", preset: "Bookkeeper" });
  await page.getByRole("button", { name: "Copy key" }).click();
  await expect(page.getByRole("status").filter({ hasText: "The key is copied." })).toBeAttached();
  const key = await page.evaluate(() => navigator.clipboard.readText());
  expect(key).toBe(await readKey(page));
  await page.getByRole("button", { name: "I have stored it" }).click();
  await expect(page.getByRole("row", { name: /Budget agent/ })).toContainText("Never used");

  const program = createPfnClient({ url: pfn.url, key });
  const { items } = await program.accounts.list.query();
  const [account] = items;
  expect(items).toHaveLength(1);
  expect(account?.posted).toEqual({ amount: "1250.50", currency: "EUR" });
  const bakery = {
    accountId: account?.id ?? "",
    date: account?.asOf ?? "",
    payee: "Bakery on the corner",
  };
  const amount = { amount: "-12.50", currency: "EUR" };
  await program.transactions.create.mutate({
    transactions: [{ ...bakery, amount }],
    reason: "Receipt of today",
  });

  await page.getByRole("link", { name: "Overview", exact: true }).click();
  const row = page.getByRole("row", { name: /Bakery on the corner/ });
  await expect(row).toContainText("Added by key Budget agent");
  await expect(row).toContainText("−12.50");
  await expect(page.getByRole("region", { name: "Balances" })).toContainText("1,238.00");

  await row.getByRole("link", { name: /Added by key/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Budget agent/ })).toBeVisible();
  await expect(page.locator("#main").getByText("Receipt of today")).toBeVisible();
  await page.getByRole("link", { name: "Account and keys" }).first().click();
  await expect(page).toHaveURL(/\/config\/user$/);
  // Uses are written off the request's path, at most a second later.
  const used = page.getByRole("row", { name: /Budget agent/ });
  await expect(async () => {
    await page.reload();
    await expect(used).toContainText("127.0.0.1 · pfn-client", { timeout: 3_000 });
  }).toPass();
  await expect(used).toContainText(/just now|minute/);

  await page.getByRole("button", { name: "Actions for Budget agent" }).click();
  await page.getByRole("menuitem", { name: "Revoke…" }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(used).toContainText("Revoked");
  await expect(program.accounts.list.query()).rejects.toMatchObject({
    code: "UNAUTHORIZED",
    status: 401,
  });
});

test("K3: a key is shown until its owner ends that; reload, back, another tab show none", async ({
  page,
  context,
  signInAda,
}) => {
  await signInAda();
  await page.goto("/");
  await page.getByRole("link", { name: "Account and keys" }).click();
  await createKey(page, { label: "First agent", preset: "Read-only" });
  const first = await readKey(page);
  await page.keyboard.press("Escape");
  await page.mouse.click(5, 5);
  await expect(revealed(page)).toBeVisible();
  expect(await everythingKept(page)).not.toContain(first);

  const secondTab = await context.newPage();
  await secondTab.goto("/config/user");
  await expect(secondTab.getByRole("row", { name: /First agent/ })).toBeVisible();
  expect(await secondTab.content()).not.toContain(first);

  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole("row", { name: /First agent/ })).toBeVisible();
  await expect(revealed(page)).not.toBeAttached();
  expect(await page.content()).not.toContain(first);

  await createKey(page, { label: "Second agent", preset: "Read-only" });
  const second = await readKey(page);
  const question = page.waitForEvent("dialog");
  await Promise.all([page.reload(), question.then((dialog) => dialog.accept())]);
  expect((await question).type()).toBe("beforeunload");
  await expect(page.getByRole("row", { name: /Second agent/ })).toBeVisible();
  expect(await page.content()).not.toContain(second);
  expect(await everythingKept(page)).not.toContain(second);

  await createKey(page, { label: "Third agent", preset: "Read-only" });
  const third = await readKey(page);
  await page.getByRole("button", { name: "I have stored it" }).click();
  await expect(revealed(page)).not.toBeAttached();
  await expect(page.getByRole("heading", { name: "Integration keys" })).toBeFocused();
  expect(await page.content()).not.toContain(third);
  await page.reload();
  expect((await page.content()) + (await everythingKept(page))).not.toContain(third);
});

test("the settings for MCP that come with a new key work as they stand", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await page.goto("/config/user");
  await createKey(page, { label: "Chat agent", preset: "Read-only" });
  await page.getByRole("tab", { name: "MCP" }).click();
  const settings: unknown = JSON.parse(
    (await page.getByRole("region", { name: "Snippet for MCP" }).textContent()) ?? "",
  );
  const { url, headers } = McpSettings.parse(settings).mcpServers.pfn;
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      ...headers,
      "Content-Type": "application/json",
      Accept: "application/json, text/event-stream",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
  });
  expect(await answer.text()).toContain('"name":"whoami"');
});

const McpSettings = z.object({
  mcpServers: z.object({
    pfn: z.object({
      type: z.literal("http"),
      url: z.url(),
      headers: z.record(z.string(), z.string()),
    }),
  }),
});

/**
 * All that a page can leave behind: addresses, storages, the state of the history, and cookies, of
 * which pages do not see all. It must have neither a database nor a cache of answers.
 */
async function everythingKept(page: Page): Promise<string> {
  const stores = await page.evaluate(async () => [
    ...(await indexedDB.databases()),
    ...(await caches.keys()),
  ]);
  expect(stores).toEqual([]);
  const kept = await page.evaluate(() =>
    JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, history.state]),
  );
  return kept + JSON.stringify(await page.context().cookies());
}

test("a key's page shows from which network and with which programs it is used", async ({
  page,
  signInAda,
  pfn,
}) => {
  await signInAda();
  await page.goto("/config/user");
  await createKey(page, { label: "Budget agent", preset: "Read-only" });
  const headers = { Authorization: `Bearer ${await readKey(page)}` };
  await page.getByRole("button", { name: "I have stored it" }).click();
  await page.getByRole("link", { name: "Budget agent" }).click();
  const sources = page.getByRole("region", { name: "Where it is used from" });
  await expect(sources).toContainText("Not used yet");
  for (const client of ["budget-agent/1.0", "curl/8.5.0"])
    await fetch(`${pfn.url}/api/v1/me`, { headers: { ...headers, "User-Agent": client } });
  // Uses are written off the request's path, at most a second later.
  await expect(async () => {
    await page.reload();
    await expect(sources.getByRole("listitem")).toHaveText(
      [/127\.0\.0\.1.*since/, /budget-agent/, /curl/],
      {
        timeout: 3_000,
      },
    );
  }).toPass();
  await expectGood(page);
});

test("a test key's page resets the test ledger to demo data; a live key's offers no such", async ({
  page,
  signInAda,
  pfn,
}) => {
  await signInAda();
  const open = async (mode: "live" | "test") => {
    const data = { label: `A ${mode} key`, preset: "full", expiresInDays: 7, mode };
    const made = await page.request.post("/api/trpc/integrationKeys.create", { data });
    const { key, integrationKey } = (await made.json()).result.data;
    await page.goto(`/config/user/keys/${integrationKey.id}`);
    return `Bearer ${key}`;
  };
  const reset = page.getByRole("button", { name: "Reset the test ledger…" });
  await open("live");
  await expect(page.getByRole("heading", { name: "What it changed" })).toBeVisible();
  await expect(reset).toHaveCount(0);

  const authorization = await open("test");
  const names = async () => {
    const answer = await fetch(`${pfn.url}/api/v1/accounts`, { headers: { authorization } });
    return (await answer.json()).items.map(({ name }: { name: string }) => name);
  };
  const fresh = await names();
  await fetch(`${pfn.url}/api/v1/accounts`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify({ name: "Mess", type: "cash", currency: "EUR" }),
  });
  expect(await names()).not.toEqual(fresh);
  await page.reload();
  await expect(page.locator("#main").getByText("Added an account")).toBeVisible();
  await press(reset, page.getByRole("dialog"));
  await expectGood(page);
  await page.getByRole("dialog").getByRole("button", { name: "Reset" }).click();
  await expect(page.getByText("Test ledger reset")).toBeVisible();
  await expect(page.locator("#main").getByText("Added an account")).toHaveCount(0);
  expect(await names()).toEqual(fresh);
});
