import type { Metadata } from "next";
import { requireSession } from "../../../auth";
import { toSeed } from "../../../trpc/seed";
import { getApi } from "../../../trpc/server";
import { Categories } from "./categories";

export const metadata: Metadata = { title: "Categories" };

/** What money is spent on and where it comes from. */
export default async function CategoriesPage() {
  await requireSession();
  const api = await getApi();
  return <Categories initial={toSeed(await api.categories.list())} />;
}
