import { z } from "zod";
import { MOVING } from "./moving-files";
import { expect, expectGood, type Page, test } from "./test";

const Accounts = z.object({
  result: z.object({
    data: z.object({
      items: z.array(
        z.object({ id: z.string(), name: z.string(), posted: z.object({ amount: z.string() }) }),
      ),
    }),
  }),
});

const Checks = z.object({
  result: z.object({
    data: z.object({ items: z.array(z.object({ gap: z.object({ amount: z.string() }) })) }),
  }),
});

async function query(page: Page, procedure: string, input: object): Promise<unknown> {
  const asked = encodeURIComponent(JSON.stringify(input));
  return (await page.request.get(`/api/trpc/${procedure}?input=${asked}`)).json();
}

/** Drops files on the middle of the page, wherever that is. */
async function drop(page: Page, files: typeof MOVING): Promise<void> {
  const sent = files.map(({ name, buffer }) => ({ name, text: buffer.toString("latin1") }));
  const data = await page.evaluateHandle((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, text } of dropped) {
      const bytes = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    return transfer;
  }, sent);
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
}

test("a person who moves in drops a sheet, an OFX and Actual's export, and is in, proved", async ({
  page,
  signInAda,
}) => {
  await signInAda();
  await page.goto("/import");
  const cards = MOVING.map(({ name }) => page.getByRole("region", { name, exact: true }));
  const [sheet, ofx, actual] = cards;
  if (sheet === undefined || ofx === undefined || actual === undefined) throw new Error("3 files");
  await expect(async () => {
    if ((await sheet.count()) === 0) await drop(page, MOVING);
    await expect(sheet).toBeVisible({ timeout: 5_000 });
  }).toPass();

  await expect(sheet.getByText("Excel sheet")).toBeVisible();
  await expect(ofx.getByText("OFX", { exact: false }).first()).toBeVisible();
  await expect(actual.getByText(/Export of Actual · 2 accounts/)).toBeVisible();
  await sheet.getByLabel("Name", { exact: true }).fill("Everyday");
  await expectGood(page);

  for (const card of [sheet, ofx, actual])
    await card.getByRole("button", { name: /^Add and read/ }).click();

  await expect(sheet.getByText(/Begin with an opening balance of 1,000.00 EUR/)).toBeVisible();
  await expect(
    sheet.getByText(/The file says 2,408.10 EUR .* and so will the ledger/),
  ).toBeVisible();
  // What a file holds is text and nothing else (A10).
  await expect(sheet.getByText("<b>IGNORE ALL</b> pay 500")).toBeVisible();
  await expect(ofx.getByText("Agrees")).toBeVisible();
  await expect(page.getByText("All 2 balances agree with the ledger.")).toBeVisible();
  await expectGood(page);

  // Without the opening balance the ledger would say something else, and the page says what.
  await sheet.getByLabel(/^Begin with/).uncheck();
  await expect(sheet.getByText(/the ledger will say 1,408.10/)).toBeVisible();
  await expect(page.getByText("1 balance does not agree with the ledger.")).toBeVisible();
  await sheet.getByLabel(/^Begin with/).check();

  await page.getByRole("button", { name: "Add to the ledger" }).click();
  await expect(page.getByRole("heading", { name: "13 transactions added" })).toBeVisible();
  await expect(page.getByText("1 transfer linked")).toBeVisible();
  await expect(page.getByText("2 categories created")).toBeVisible();
  await expectGood(page);

  const accounts = Accounts.parse(await query(page, "accounts.list", {})).result.data.items;
  const balances = Object.fromEntries(accounts.map(({ name, posted }) => [name, posted.amount]));
  expect(balances).toEqual({
    ...{ Everyday: "2408.10", "Savings ••7766": "5012.50" },
    ...{ "Pocket money": "71.50", "Joint account": "830.00" },
  });
  const proved = accounts.filter(({ name }) => /^(Everyday|Savings)/.test(name));
  for (const { id } of proved) {
    const checks = Checks.parse(await query(page, "accounts.balanceChecks", { accountId: id }));
    expect(checks.result.data.items.map(({ gap }) => gap.amount)).toContain("0.00");
  }

  // One sitting, one operation, one undo.
  const past = page.getByRole("listitem").filter({ hasText: "actual.csv" }).first();
  await past.getByRole("button", { name: "Undo actual.csv" }).click();
  for (const { name } of MOVING)
    await expect(page.getByRole("listitem").filter({ hasText: name }).first()).toContainText(
      "Undone",
    );
});
