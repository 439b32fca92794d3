import { Stack } from "@mantine/core";
import type { Metadata } from "next";
import { requireSession } from "../../../../auth";
import { pfnServer } from "../../../../pfn-server";
import { toSeed } from "../../../../trpc/seed";
import { getApi } from "../../../../trpc/server";
import { PageHeader } from "../../../../ui/page-header";
import { AUDIT_PAGE } from "./audit-words";
import { IntegrationKeysSection } from "./keys/integration-keys-section";
import { PasswordSection } from "./password-section";
import { ProfileSection } from "./profile-section";
import { SecurityActivitySection } from "./security-activity-section";
import { SessionsSection } from "./sessions-section";

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
