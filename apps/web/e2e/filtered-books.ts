import { createPfnClient } from "@pfn/client";
import { z } from "zod";
import type { Money } from "#ui/money.ts";
import type { Page } from "./test";

const Created = z.object({
  result: z.object({
    data: z.object({ key: z.string(), integrationKey: z.object({ id: z.string() }) }),
  }),
});

async function createKey(page: Page, label: string) {
  const answer = await page.request.post("/api/trpc/integrationKeys.create", {
    data: { label, preset: "full", expiresInDays: 7, mode: "live" },
  });
  const { key, integrationKey } = Created.parse(await answer.json()).result.data;
  return {
    id: integrationKey.id,
    program: createPfnClient({ url: new URL(answer.url()).origin, key }),
  };
}

/** A small ledger in which every filter finds something and leaves something out. */
export async function keepBooks(page: Page) {
  const [budget, bank] = [
    await createKey(page, "Budget agent"),
    await createKey(page, "Bank feed"),
  ];
  const { accounts, categories, transactions, transfers, imports } = budget.program;
  const eur = (amount: string) => ({ amount, currency: "EUR" });
  const open = async (name: string, currency: string) =>
    (
      await accounts.create.mutate({
        name,
        type: "checking",
        currency,
        openingDate: "2026-01-01",
        openingBalance: { amount: "500.00", currency },
      })
    ).account.id;
  const [everyday, savings, dollars] = [
    await open("Everyday", "EUR"),
    await open("Savings", "EUR"),
    await open("Dollars", "USD"),
  ];
  const add = async (name: string, kind: "expense" | "income") =>
    (await categories.create.mutate({ name, kind })).category.id;
  const [food, fun] = [await add("Food", "expense"), await add("Fun", "expense")];
  const row = (payee: string, date: string, amount: Money, more: object = {}) => ({
    accountId: everyday,
    date,
    payee,
    amount,
    ...more,
  });
  const first = await transactions.create.mutate({
    transactions: [
      row("Bakery", "2026-03-02", eur("-4.20"), { categoryId: food }),
      row("Butcher", "2026-03-03", eur("-18.00"), { categoryId: food, status: "pending" }),
      row("Cinema", "2026-03-04", eur("-12.50"), { categoryId: fun }),
      row("Employer", "2026-03-05", eur("2100.00")),
      row(
        "Diner",
        "2026-03-06",
        { amount: "-31.00", currency: "USD" },
        { accountId: dollars, categoryId: food },
      ),
    ],
  });
  const second = await transactions.create.mutate({
    transactions: [
      row("Theatre", "2026-04-07", eur("-44.00"), { categoryId: fun }),
      row("Refund", "2026-04-08", eur("9.99")),
    ],
  });
  await transfers.create.mutate({
    fromAccountId: everyday,
    toAccountId: savings,
    date: "2026-04-09",
    amount: eur("70.00"),
    payee: "To savings",
  });
  await bank.program.transactions.create.mutate({
    transactions: [
      row("Kiosk", "2026-04-10", eur("-2.30"), { categoryId: fun }),
      row("Grocer", "2026-04-11", eur("-60.10"), { categoryId: food }),
    ],
  });
  const read = async (...lines: string[]) => {
    const text = ["Date,Payee,Amount", ...lines].join("\n");
    const preview = await imports.preview.mutate({
      accountId: everyday,
      fileName: `${lines.length}.csv`,
      text,
    });
    if (preview.import === null) throw new Error(`not read: ${JSON.stringify(preview.ambiguous)}`);
    await imports.commit.mutate({ id: preview.import.id });
    return preview.import.id;
  };
  const files = [
    await read("2026-05-12,Toll,-8.00", "2026-05-13,Parking,-3.00"),
    await read("2026-05-14,Ferry,-21.00"),
  ] as const;
  const { items } = await transactions.list.query({ limit: 200 });
  const known = items.filter(({ payee }) => ["Bakery", "Cinema", "Employer"].includes(payee));
  await transactions.update.mutate({
    transactions: known.map(({ id, version }) => ({
      id,
      version,
      patch: { review: "reviewed" as const },
    })),
  });
  return {
    budget,
    bank,
    everyday,
    dollars,
    food,
    fun,
    first: first.operationId ?? "",
    second: second.operationId ?? "",
    files,
  };
}

export type Books = Awaited<ReturnType<typeof keepBooks>>;
