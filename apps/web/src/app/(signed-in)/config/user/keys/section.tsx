"use client";

import { Button, Group, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { RouterOutputs } from "@pfn/api";
import { IconPlus } from "@tabler/icons-react";
import { useRef } from "react";
import { trpc } from "#trpc/client.tsx";
import { fromSeed, type Seed } from "#trpc/seed.ts";
import { useList } from "#trpc/use-list.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { TextLink } from "#ui/links.tsx";
import { Panel } from "#ui/panel.tsx";
import { CreateKeyForm } from "./create/create-key-form";
import { KeyWarnings } from "./key-warnings";
import { KeyTable } from "./list/key-table";
import { NoKeys } from "./list/no-keys";
import { RevokeAllButton } from "./list/revoke-all-button";
import { useReveal } from "./reveal/use-reveal";

interface IntegrationKeysSectionProps {
  /** The base URL by which programs reach this server. */
  serverUrl: string;
  initialKeys: Seed<RouterOutputs["integrationKeys"]["list"]>;
  initialMe: Seed<RouterOutputs["profile"]["me"]>;
}

/** The person's keys: create one, see what each did last, rotate it, revoke it. */
export function IntegrationKeysSection({
  serverUrl,
  initialKeys,
  initialMe,
}: IntegrationKeysSectionProps) {
  const { items, ...keys } = useList("integrationKeys.list", {}, { initial: initialKeys });
  const { data: me } = trpc.profile.me.useQuery(undefined, fromSeed(initialMe));
  const [isCreating, creating] = useDisclosure();
  const heading = useRef<HTMLHeadingElement>(null);
  const { reveal, dialog } = useReveal({ serverUrl, returnFocusTo: heading });
  return (
    <section id="keys" aria-labelledby="keys-title">
      <Group justify="space-between" align="flex-end" gap="sm" mb="md">
        <div style={{ maxWidth: 640 }}>
          <Title
            order={2}
            id="keys-title"
            ref={heading}
            tabIndex={-1}
            fz="xl"
            style={{ outline: "none" }}
          >
            Integration keys
          </Title>
          <Text c="dimmed" fz="sm" mt={4}>
            A key lets a program use your ledger. You decide what it may do and for how long, and
            you can revoke it at any time.{" "}
            <TextLink href="/docs/agents" inherit underline="always">
              How programs use it
            </TextLink>
          </Text>
        </div>
        {!isCreating && items.length > 0 && (
          <Group gap="sm">
            <RevokeAllButton keys={items} />
            <Button leftSection={<IconPlus size={18} stroke={1.75} />} onClick={creating.open}>
              Create key
            </Button>
          </Group>
        )}
      </Group>
      <FailureAlert error={keys.error} onRetry={() => void keys.refetch()} />
      <KeyWarnings keys={items} />
      {isCreating && (
        <Panel p="lg" mb="md">
          <CreateKeyForm
            confirmedUntil={me.session.confirmedUntil}
            onCancel={creating.close}
            onCreated={(created) => {
              creating.close();
              reveal(created);
            }}
          />
        </Panel>
      )}
      {items.length > 0 && <KeyTable keys={items} list={keys} onRotated={reveal} />}
      {items.length === 0 && !isCreating && <NoKeys onCreate={creating.open} />}
      {dialog}
    </section>
  );
}
