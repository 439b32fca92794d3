import type { Page } from "@playwright/test";
import { z } from "zod";

const Answer = z.object({
  result: z.object({ data: z.looseObject({ account: z.object({ id: z.string() }).optional() }) }),
});

/**
 * An account called Everyday with 500.00 EUR on it from the first of January, and a purchase of
 * 10.00 EUR a payee, the first payee the latest. Written by the person who is signed in.
 */
export async function keepBooks(page: Page, payees: readonly string[]): Promise<void> {
  const write = async (procedure: string, data: unknown) => {
    const answer = await page.request.post(`/api/trpc/${procedure}`, { data });
    return Answer.parse(await answer.json()).result.data;
  };
  const eur = (amount: string) => ({ amount, currency: "EUR" });
  const { account } = await write("accounts.create", {
    ...{ name: "Everyday", type: "checking", currency: "EUR" },
    ...{ openingBalance: eur("500.00"), openingDate: "2026-01-01" },
  });
  const day = (index: number) => String(28 - index).padStart(2, "0");
  const transactions = payees.map((payee, index) => ({
    ...{ accountId: account?.id, date: `2026-02-${day(index)}`, payee, amount: eur("-10.00") },
  }));
  await write("transactions.create", { transactions });
}
