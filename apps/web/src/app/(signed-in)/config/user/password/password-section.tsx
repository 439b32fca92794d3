"use client";

import { Alert, Button, Checkbox, PasswordInput, Stack } from "@mantine/core";
import { schemaResolver } from "@mantine/form";
import { ChangePasswordInput } from "@pfn/api/schema/profile";
import { IconCheck } from "@tabler/icons-react";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form, useHasScript } from "#ui/form.tsx";
import { PASSWORD_ADVICE } from "#ui/password-advice.ts";
import { useServerForm } from "#ui/use-server-form.ts";
import { SettingsSection } from "../settings-section";

const EMPTY = { current: "", next: "", revokeKeys: false };

/** Changes the password, which ends all other sessions, and all keys if asked to. */
export function PasswordSection({ email }: { email: string }) {
  const hasScript = useHasScript();
  const change = trpc.profile.changePassword.useMutation();
  const form = useServerForm({
    mode: "uncontrolled",
    initialValues: EMPTY,
    validate: schemaResolver(ChangePasswordInput, { sync: true }),
    send: async (values): Promise<void> => {
      await change.mutateAsync(values);
      form.reset();
    },
  });
  return (
    <SettingsSection
      id="password"
      title="Password"
      description="Changing it signs you out everywhere else."
    >
      <Form form={form}>
        <Stack gap="md" maw={420} align="stretch">
          <FailureAlert {...form.failure} />
          {change.data && <PasswordChanged {...change.data} />}
          {/* Tells password managers whose password this is. */}
          <input type="text" autoComplete="username" value={email} readOnly hidden />
          <PasswordInput
            label="Current password"
            name="current"
            autoComplete="current-password"
            key={form.key("current")}
            {...form.getInputProps("current")}
          />
          <PasswordInput
            label="New password"
            description={PASSWORD_ADVICE}
            name="next"
            autoComplete="new-password"
            key={form.key("next")}
            {...form.getInputProps("next")}
          />
          <Checkbox
            label="Also revoke all integration keys"
            description="Choose this if somebody else may have used your account."
            name="revokeKeys"
            key={form.key("revokeKeys")}
            {...form.getInputProps("revokeKeys", { type: "checkbox" })}
          />
          <Button
            type="submit"
            variant="default"
            loading={form.submitting}
            disabled={!hasScript}
            style={{ alignSelf: "flex-start" }}
          >
            Change password
          </Button>
        </Stack>
      </Form>
    </SettingsSection>
  );
}

function PasswordChanged({
  sessionsEnded,
  keysRevoked,
}: {
  sessionsEnded: number;
  keysRevoked: number;
}) {
  const sessions =
    sessionsEnded === 0
      ? "You were not signed in anywhere else."
      : `${count(sessionsEnded, "other sign-in")} ended.`;
  return (
    <Alert role="status" color="pine" icon={<IconCheck />} title="Password changed">
      {sessions} {keysRevoked > 0 && `${count(keysRevoked, "key")} revoked.`}
    </Alert>
  );
}
