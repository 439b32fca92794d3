"use client";

import { Alert, Button, Checkbox, PasswordInput, Stack } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { ChangePasswordInput } from "@pfn/api/schema/profile";
import { IconCheck } from "@tabler/icons-react";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form, useHasScript } from "#ui/form.tsx";
import { readFailure } from "#ui/read-failure.ts";
import { SettingsSection } from "../settings-section";

const EMPTY = { current: "", next: "", revokeKeys: false };

/** A new password, which ends all other sign-ins, and on request stops all keys. */
export function PasswordSection({ email }: { email: string }) {
  const hasScript = useHasScript();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: EMPTY,
    validate: schemaResolver(ChangePasswordInput, { sync: true }),
  });
  const change = trpc.profile.changePassword.useMutation({
    onSuccess: () => form.reset(),
    onError: (error) => form.setErrors(readFailure(error).fields),
  });
  return (
    <SettingsSection
      id="password"
      title="Password"
      description="Changing it signs you out everywhere but here."
    >
      <Form form={form} onSubmit={(values) => change.mutate(values)}>
        <Stack gap="md" maw={420} align="stretch">
          <FailureAlert error={change.error} fields={["current", "next"]} />
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
            description="At least 8 characters, better 15: a few words are easy to remember and hard to guess."
            name="next"
            autoComplete="new-password"
            key={form.key("next")}
            {...form.getInputProps("next")}
          />
          <Checkbox
            label="Also revoke all integration keys"
            description="Choose this when somebody else may have been in your account."
            name="revokeKeys"
            key={form.key("revokeKeys")}
            {...form.getInputProps("revokeKeys", { type: "checkbox" })}
          />
          <Button
            type="submit"
            variant="default"
            loading={change.isPending}
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
      ? "No other sign-in was open."
      : `${count(sessionsEnded, "other sign-in")} ended.`;
  return (
    <Alert role="status" color="pine" icon={<IconCheck />} title="Password changed">
      {sessions} {keysRevoked > 0 && `${count(keysRevoked, "key")} revoked.`}
    </Alert>
  );
}
