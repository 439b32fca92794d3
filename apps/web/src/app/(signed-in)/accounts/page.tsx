import type { Metadata } from "next";
import { requireSession } from "../../../auth";
import { toSeed } from "../../../trpc/seed";
import { getApi } from "../../../trpc/server";
import { Accounts } from "./accounts";

export const metadata: Metadata = { title: "Accounts" };

/** All accounts with their balances, and what can be done with them. */
export default async function AccountsPage() {
  const { baseCurrency } = await requireSession();
  const api = await getApi();
  return <Accounts baseCurrency={baseCurrency} initial={toSeed(await api.accounts.list())} />;
}
