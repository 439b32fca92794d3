import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireSession } from "#auth/session.ts";
import { toSeed } from "#trpc/seed.ts";
import { getApi } from "#trpc/server.tsx";
import { Users } from "./users";

export const metadata: Metadata = { title: "People" };

/**
 * Everybody on this server, for administrators. To others the page does not exist (A8): it has no
 * outline to show while it loads, since a reply that has begun can no longer be a 404.
 */
export default async function AdminPage() {
  const { role, userId } = await requireSession();
  if (role !== "admin") notFound();
  const api = await getApi();
  const [users, invitations, health] = await Promise.all([
    api.admin.users(),
    api.admin.invitations(),
    api.admin.health(),
  ]);
  return (
    <Users
      ownId={userId}
      initial={toSeed(users)}
      invitations={toSeed(invitations)}
      health={health}
    />
  );
}
