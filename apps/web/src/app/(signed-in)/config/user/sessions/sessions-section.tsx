"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { RouterOutputs } from "@pfn/api";
import { trpc } from "#trpc/client.tsx";
import type { Seed } from "#trpc/seed.ts";
import { useList } from "#trpc/use-list.ts";
import { gravely } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { leaveTo } from "#ui/leave-to.ts";
import lines from "#ui/lines.module.css";
import { LoadMore } from "#ui/load-more.tsx";
import { SettingsSection } from "../settings-section";
import { SessionRow } from "./session-row";

const QUESTION = {
  title: "Sign out everywhere?",
  children: (
    <Text fz="sm">Every browser is signed out, this one included. Your keys keep working.</Text>
  ),
  labels: { confirm: "Sign out everywhere", cancel: "Cancel" },
  ...gravely,
} as const;

const DESCRIPTION =
  "Browsers that are signed in. If you do not recognize one, end it and change your password.";

/** Where the person is signed in, and how to end that. */
export function SessionsSection({
  initial,
}: {
  initial: Seed<RouterOutputs["profile"]["sessions"]>;
}) {
  const sessions = useList("profile.sessions", {}, { initial });
  const signOut = trpc.profile.signOutEverywhere.useMutation({
    onSuccess: () => leaveTo("/login"),
  });
  const ask = () => modals.openConfirmModal({ ...QUESTION, onConfirm: () => signOut.mutate() });
  return (
    <SettingsSection id="sessions" title="Sessions" description={DESCRIPTION}>
      <Stack gap="md">
        <FailureAlert
          error={sessions.error ?? signOut.error}
          onRetry={() => void sessions.refetch()}
        />
        <ul className={lines["list"]}>
          {sessions.items.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
        <Group>
          <LoadMore list={sessions} />
          <Button variant="default" loading={signOut.isPending} onClick={ask}>
            Sign out everywhere
          </Button>
        </Group>
      </Stack>
    </SettingsSection>
  );
}
