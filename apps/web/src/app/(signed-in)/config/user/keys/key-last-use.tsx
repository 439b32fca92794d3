import { Text } from "@mantine/core";
import { describeClient } from "#ui/describe-client.ts";
import { RelativeTime } from "#ui/time.tsx";
import type { IntegrationKey } from "./key-words";

/** When a key was last used, from where, and with what. */
export function KeyLastUse({ integrationKey }: { integrationKey: IntegrationKey }) {
  const { lastUsedAt, lastUsedIp, lastUsedClient } = integrationKey;
  if (lastUsedAt === null) {
    return (
      <Text fz="sm" c="dimmed">
        Never used
      </Text>
    );
  }
  return (
    <>
      <Text fz="sm">
        <RelativeTime at={lastUsedAt} />
      </Text>
      <Text fz="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {lastUsedIp ?? "Unknown address"} · {describeClient(lastUsedClient)}
      </Text>
    </>
  );
}
