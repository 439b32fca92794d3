"use client";

import { Stack, Text } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import type { Seed } from "#trpc/seed.ts";
import { useList } from "#trpc/use-list.ts";
import { describeClient } from "#ui/describe-client.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import lines from "#ui/lines.module.css";
import { LoadMore } from "#ui/load-more.tsx";
import { RelativeTime } from "#ui/time.tsx";
import styles from "../sessions/session-row.module.css";
import { SettingsSection } from "../settings-section";
import { AUDIT_PAGE, describeAudit } from "./audit-words";

type Audit = RouterOutputs["profile"]["audit"];

const DESCRIPTION =
  "Sign-ins and changes to your account and keys. If something was not you, change your password " +
  "and revoke the key.";

/** Sign-ins, including refused ones, and changes of password, role and keys. */
export function SecurityActivitySection({ initial }: { initial: Seed<Audit> }) {
  const audit = useList("profile.audit", { limit: AUDIT_PAGE }, { initial });
  return (
    <SettingsSection id="security" title="Security activity" description={DESCRIPTION}>
      <Stack gap="md">
        <FailureAlert error={audit.error} onRetry={() => void audit.refetch()} />
        <ul className={lines["list"]}>
          {audit.items.map((event) => (
            <AuditRow key={event.id} event={event} />
          ))}
        </ul>
        <LoadMore list={audit} justify="flex-start" />
      </Stack>
    </SettingsSection>
  );
}

function AuditRow({ event }: { event: Audit["items"][number] }) {
  const { ip, client, at } = event;
  return (
    <li className={`${lines["row"]} ${styles["row"]}`}>
      <Text fz="sm" fw={550} className={styles["text"]}>
        {describeAudit(event)}
      </Text>
      <Text fz="xs" c="dimmed" className={styles["text"]}>
        <RelativeTime at={at} />
        {ip !== null && ` · ${ip}`}
        {client !== null && ` · ${describeClient(client)}`}
      </Text>
    </li>
  );
}
