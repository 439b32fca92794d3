import type { Metadata } from "next";
import { requireSession } from "#auth/session.ts";
import { toSeed } from "#trpc/seed.ts";
import { getApi } from "#trpc/server.tsx";
import { Activity } from "./activity";
import { PAGE_SIZE } from "./page-size";

export const metadata: Metadata = { title: "Activity" };

/** The ledger's log: every change, by the owner and by every key. */
export default async function ActivityPage() {
  await requireSession();
  const api = await getApi();
  const [operations, keys] = await Promise.all([
    api.operations.list({ limit: PAGE_SIZE }),
    api.integrationKeys.list(),
  ]);
  return <Activity initial={toSeed(operations)} initialKeys={toSeed(keys)} />;
}
