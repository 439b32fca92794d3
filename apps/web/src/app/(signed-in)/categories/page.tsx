import type { Metadata } from "next";
import { requireSession } from "#auth/session.ts";
import { toSeed } from "#trpc/seed.ts";
import { getApi } from "#trpc/server.tsx";
import { Categories } from "./categories";

export const metadata: Metadata = { title: "Categories" };

/** What money is spent on and where it comes from. */
export default async function CategoriesPage() {
  await requireSession();
  const api = await getApi();
  return <Categories initial={toSeed(await api.categories.list())} />;
}
