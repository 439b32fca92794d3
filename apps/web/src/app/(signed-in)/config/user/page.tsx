import { Stack } from "@mantine/core";
import type { Metadata } from "next";
import { requireSession } from "#auth/session.ts";
import { pfnServer } from "#server/slots.ts";
import { toSeed } from "#trpc/seed.ts";
import { getApi } from "#trpc/server.tsx";
import { PageHeader } from "#ui/page-header.tsx";
import { IntegrationKeysSection } from "./keys/section";
import { PasswordSection } from "./password/password-section";
import { ProfileSection } from "./profile/profile-section";
import { AUDIT_PAGE } from "./security/audit-words";
import { SecurityActivitySection } from "./security/security-activity-section";
import { SessionsSection } from "./sessions/sessions-section";

export const metadata: Metadata = { title: "Account and keys" };

/** A person's own account: the keys to their ledger, who they are, and where they are signed in. */
export default async function UserPage() {
  await requireSession();
  const api = await getApi();
  const [me, keys, sessions, audit] = await Promise.all([
    api.profile.me(),
    api.integrationKeys.list(),
    api.profile.sessions(),
    api.profile.audit({ limit: AUDIT_PAGE }),
  ]);
  return (
    <>
      <PageHeader title="Account and keys" />
      <Stack gap={48}>
        <IntegrationKeysSection
          serverUrl={pfnServer().publicUrl}
          initialKeys={toSeed(keys)}
          initialMe={toSeed(me)}
        />
        <ProfileSection initial={toSeed(me)} />
        <PasswordSection email={me.user.email} />
        <SessionsSection initial={toSeed(sessions)} />
        <SecurityActivitySection initial={toSeed(audit)} />
      </Stack>
    </>
  );
}
