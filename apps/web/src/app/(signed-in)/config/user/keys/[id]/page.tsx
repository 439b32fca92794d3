import type { RouterOutputs } from "@pfn/api";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireSession } from "#auth/session.ts";
import { pfnServer } from "#server/slots.ts";
import { toSeed } from "#trpc/seed.ts";
import { getApi } from "#trpc/server.tsx";
import { KeyPage } from "./key-page";

export const metadata: Metadata = { title: "Integration key" };

/** One key of the person's. Another person's key looks like one that does not exist (A2). */
export default async function IntegrationKeyPage({ params }: PageProps<"/config/user/keys/[id]">) {
  await requireSession();
  const { id } = await params;
  return <KeyPage serverUrl={pfnServer().publicUrl} initial={toSeed(await readKey(id))} />;
}

async function readKey(id: string): Promise<RouterOutputs["integrationKeys"]["get"]> {
  const api = await getApi();
  try {
    return await api.integrationKeys.get({ id });
  } catch (error) {
    // An address that holds no id at all is refused as bad input.
    if (
      error instanceof Error &&
      "code" in error &&
      (error.code === "NOT_FOUND" || error.code === "BAD_REQUEST")
    )
      notFound();
    throw error;
  }
}
