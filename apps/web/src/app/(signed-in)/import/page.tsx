import type { Metadata } from "next";
import { requireSession } from "#auth/session.ts";
import { toSeed } from "#trpc/seed.ts";
import { getApi } from "#trpc/server.tsx";
import { Imports } from "./imports";

export const metadata: Metadata = { title: "Import" };

/** Brings a bank's file into the ledger. */
export default async function ImportPage() {
  await requireSession();
  const api = await getApi();
  const [accounts, imports] = await Promise.all([
    api.accounts.list({ includeClosed: false }),
    api.imports.list(),
  ]);
  return <Imports accounts={accounts.items} initial={toSeed(imports)} />;
}
