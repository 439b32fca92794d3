import type { Metadata } from "next";
import { requireSession } from "#auth/session.ts";
import { toSeed } from "#trpc/seed.ts";
import { getApi } from "#trpc/server.tsx";
import { Imports } from "./imports";

export const metadata: Metadata = { title: "Import" };

/** Brings files of banks and other programs into the ledger. */
export default async function ImportPage() {
  const { baseCurrency } = await requireSession();
  const api = await getApi();
  const [accounts, imports] = await Promise.all([
    api.accounts.list({ includeClosed: false }),
    api.imports.list(),
  ]);
  return (
    <Imports
      baseCurrency={baseCurrency}
      initialAccounts={toSeed(accounts)}
      initial={toSeed(imports)}
    />
  );
}
