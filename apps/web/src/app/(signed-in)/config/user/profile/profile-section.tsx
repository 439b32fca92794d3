"use client";

import { Button, DataList, Group, Stack, TextInput } from "@mantine/core";
import { schemaResolver } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import type { RouterOutputs } from "@pfn/api";
import { UpdateProfileInput } from "@pfn/api/schema/profile";
import { useRouter } from "next/navigation";
import { trpc } from "#trpc/client.tsx";
import { fromSeed, type Seed } from "#trpc/seed.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { useServerForm } from "#ui/use-server-form.ts";
import { SettingsSection } from "../settings-section";

const ROLES = { admin: "Administrator of this server", member: "Member" } as const;

/** Who the person is; the name can be changed. */
export function ProfileSection({ initial }: { initial: Seed<RouterOutputs["profile"]["me"]> }) {
  const { data: me } = trpc.profile.me.useQuery(undefined, fromSeed(initial));
  return (
    <SettingsSection
      id="profile"
      title="Profile"
      description="Your name is shown in pfn. You sign in with your e-mail address."
    >
      <Stack gap="lg">
        <RenameForm name={me.user.name} />
        <DataList labelWidth="120px" gap="sm">
          <DataList.Item>
            <DataList.ItemLabel>E-mail address</DataList.ItemLabel>
            <DataList.ItemValue style={{ overflowWrap: "anywhere" }}>
              {me.user.email}
            </DataList.ItemValue>
          </DataList.Item>
          <DataList.Item>
            <DataList.ItemLabel>Role</DataList.ItemLabel>
            <DataList.ItemValue>{ROLES[me.user.role]}</DataList.ItemValue>
          </DataList.Item>
        </DataList>
      </Stack>
    </SettingsSection>
  );
}

function RenameForm({ name }: { name: string }) {
  const router = useRouter();
  const rename = trpc.profile.update.useMutation({
    onSuccess: (saved) => {
      form.setInitialValues(saved);
      form.setValues(saved);
      // The server rendered the header with the former name.
      router.refresh();
      notifications.show({ title: "Name saved", message: saved.name });
    },
  });
  const form = useServerForm({
    initialValues: { name },
    validate: schemaResolver(UpdateProfileInput, { sync: true }),
    send: (values) => rename.mutateAsync(values),
  });
  return (
    <Form form={form}>
      <Stack gap="sm">
        <FailureAlert {...form.failure} />
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Name"
            name="name"
            autoComplete="name"
            flex="1 1 220px"
            maw={420}
            {...form.getInputProps("name")}
          />
          <Button
            type="submit"
            variant="default"
            disabled={!form.isDirty()}
            loading={form.submitting}
          >
            Save name
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
