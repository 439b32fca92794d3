import { writeFileSync } from "node:fs";
import { createPfnClient, type PfnClient } from "@pfn/client";
import type { Page } from "@playwright/test";
import { z } from "zod";

export const BEGIN = "2026-03-28T09:00:00Z";
export const END = "2026-03-31T12:00:00Z";

/** The page of the person who is signed in, and the file with the moment of the server's clock. */
interface Stage {
  page: Page;
  url: string;
  clock: string;
}

const Created = z.object({ result: z.object({ data: z.object({ key: z.string() }) }) });
const eur = (amount: string) => ({ amount, currency: "EUR" });

/**
 * A few days of a ledger, the same in each run: three keys, a nightly import, and an agent that
 * sorts transactions into categories. It corrects itself once, and once its owner does.
 */
export async function playStory({ page, url, clock }: Stage): Promise<void> {
  const moveTo = (moment: string) => writeFileSync(clock, moment);
  const post = async (procedure: string, data: unknown) => {
    const answer = await page.request.post(`${url}/api/trpc/${procedure}`, { data });
    if (!answer.ok()) throw new Error(`${procedure}: ${await answer.text()}`);
    return answer.json();
  };
  const createKey = async (label: string, preset: string, expiresInDays: number) =>
    Created.parse(await post("integrationKeys.create", { label, preset, expiresInDays })).result
      .data.key;
  const open = (key: string, program: string) =>
    createPfnClient({ url, key, fetch: (input, init) => fetch(input, named(init, program)) });

  await post("ledger.fillDemo", {});
  await createKey("Phone assistant", "read-only", 7);
  const bank = open(await createKey("Nightly import", "importer", 365), "nightly-import/2.1");
  const agent = open(await createKey("Budget agent", "categorizer", 90), "budget-agent/1.4");

  moveTo("2026-03-30T02:30:00Z");
  await importBankFile(bank);

  moveTo("2026-03-31T09:10:00Z");
  const market = { payee: /Grocer|Market|Foods/, from: null, to: "Groceries" };
  await categorize(agent, market, "Supermarkets, as in earlier months");
  await categorize(agent, { payee: /Noodle|Sole/, from: null, to: "Leisure" }, "Evenings out");
  const out = { payee: /Noodle|Sole/, from: "Leisure", to: "Eating out" };
  await categorize(agent, out, "Restaurants, as in earlier months");
  const guess = { payee: /Pharmacy|Cinema|Trains/, from: null, to: "Travel" };
  const { operationId } = await categorize(agent, guess, "These look like a journey");

  moveTo("2026-03-31T11:40:00Z");
  await post("operations.undo", { id: operationId });
  moveTo(END);
}

const named = (init: RequestInit | undefined, program: string): RequestInit => {
  const headers = new Headers(init?.headers);
  headers.set("user-agent", program);
  return { ...init, headers };
};

async function importBankFile(pfn: PfnClient): Promise<void> {
  const { items } = await pfn.accounts.list.query();
  const accountId = items.find(({ name }) => name === "Checking")?.id ?? "";
  await pfn.transactions.create.mutate({
    reason: "Bank file of 29 March",
    transactions: [
      { accountId, date: "2026-03-29", amount: eur("-54.20"), payee: "Harbour Foods" },
      { accountId, date: "2026-03-29", amount: eur("-18.90"), payee: "Noodle House" },
    ],
  });
}

/** Two transactions of such payees go from one category to another. */
async function categorize(
  pfn: PfnClient,
  { payee, from, to }: { payee: RegExp; from: string | null; to: string },
  reason: string,
) {
  const { items: categories } = await pfn.categories.list.query();
  const idOf = (name: string) => categories.find((category) => category.name === name)?.id ?? "";
  const filter = from === null ? { uncategorized: true } : { categoryId: [idOf(from)] };
  const { items } = await pfn.transactions.list.query(filter);
  const transactions = items
    .filter((transaction) => payee.test(transaction.payee))
    .slice(0, 2)
    .map(({ id, version }) => ({ id, version, patch: { categoryId: idOf(to) } }));
  return await pfn.transactions.update.mutate({ transactions, reason });
}
