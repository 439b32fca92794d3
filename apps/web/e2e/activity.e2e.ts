import { createPfnClient } from "@pfn/client";
import { createKey, readKey } from "./keys";
import { expect, expectGood, test } from "./test";

test("the activity page shows who changed what and why, row by row, and undoes it", async ({
  page,
  signInAda,
  pfn,
}) => {
  await signInAda();
  await page.goto("/config/user");
  await createKey(page, { label: "Budget agent", preset: "Full" });
  const program = createPfnClient({ url: pfn.url, key: await readKey(page) });
  await page.getByRole("button", { name: "I have stored it" }).click();
  const { account } = await program.accounts.create.mutate({
    name: "Cash",
    type: "cash",
    currency: "EUR",
  });
  const row = {
    accountId: account.id,
    date: "2026-03-31",
    amount: { amount: "-12.50", currency: "EUR" },
    payee: "Bakery",
  };
  await program.transactions.create.mutate({ transactions: [row], reason: "Receipts of March" });

  await page.getByRole("link", { name: "Activity" }).click();
  const entry = page.getByRole("listitem").filter({ hasText: "Receipts of March" });
  await expect(entry).toContainText("Budget agent");
  await entry.getByRole("button", { name: "Details" }).click();
  await expect(entry.getByRole("region", { name: "Added: Transaction Bakery" })).toContainText(
    "−12.50 EUR",
  );
  await expectGood(page);

  await entry.getByRole("button", { name: "Undo: Added transactions" }).click();
  await expect(entry.getByText("Undone")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Undid a change" })).toContainText(
    "You",
  );
  expect((await program.transactions.list.query()).items).toEqual([]);

  await page.getByRole("combobox", { name: "Filter by key" }).click();
  await page.getByRole("option", { name: /Budget agent/ }).click();
  await expect(page.getByRole("listitem")).toHaveCount(2);
});

test("a new ledger's log begins with the opening of the ledger", async ({ page, signInAda }) => {
  await signInAda();
  await page.goto("/activity");
  await expect(page.getByRole("listitem").filter({ hasText: "Created the ledger" })).toBeVisible();
  await expectGood(page);
});
