import { Badge, Text } from "@mantine/core";
import { Day, RelativeTime } from "#ui/time.tsx";
import { warningOf } from "./key-warning";
import { type IntegrationKey, REVOKED_REASONS } from "./key-words";

const BADGES = {
  active: { text: "Active", color: "pine" },
  expiring: { text: "Expires soon", color: "yellow" },
  expired: { text: "Expired", color: "gray" },
  revoked: { text: "Revoked", color: "red" },
} as const;

/** Still active, but about to be revoked because nobody uses it. */
const IDLE = { text: "Unused", color: "yellow" } as const;

/** Whether a key works and until when, or since when it does not and why. */
export function KeyState({ integrationKey }: { integrationKey: IntegrationKey }) {
  const { text, color } =
    warningOf(integrationKey)?.kind === "idle" ? IDLE : BADGES[integrationKey.state];
  return (
    <>
      <Badge variant="dot" color={color} tt="none" fw={550}>
        {text}
      </Badge>
      <Text fz="xs" c="dimmed" mt={3}>
        <Explanation {...integrationKey} />
      </Text>
    </>
  );
}

function Explanation({ state, expiresAt, revokedAt, revokedReason, idleAt }: IntegrationKey) {
  if (revokedAt !== null) {
    return (
      <>
        {revokedReason && `${REVOKED_REASONS[revokedReason]} · `}
        <RelativeTime at={revokedAt} />
      </>
    );
  }
  if (idleAt !== null) {
    return (
      <>
        will be revoked <RelativeTime at={idleAt} />
      </>
    );
  }
  if (expiresAt === null) return <>Never expires</>;
  if (state === "active") {
    return (
      <>
        until <Day at={expiresAt} />
      </>
    );
  }
  return <RelativeTime at={expiresAt} />;
}
