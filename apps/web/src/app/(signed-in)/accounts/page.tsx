import type { Metadata } from "next";
import { requireSession } from "#auth/session.ts";
import { toSeed } from "#trpc/seed.ts";
import { getApi } from "#trpc/server.tsx";
import { Accounts } from "./accounts";

export const metadata: Metadata = { title: "Accounts" };

/** All accounts with their balances, and what can be done with them. */
export default async function AccountsPage() {
  const { baseCurrency } = await requireSession();
  const api = await getApi();
  return <Accounts baseCurrency={baseCurrency} initial={toSeed(await api.accounts.list())} />;
}
