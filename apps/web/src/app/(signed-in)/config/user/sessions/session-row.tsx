import { Badge, Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { RouterOutputs } from "@pfn/api";
import { trpc } from "#trpc/client.tsx";
import { describeClient } from "#ui/describe-client.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import lines from "#ui/lines.module.css";
import { Day, RelativeTime } from "#ui/time.tsx";
import styles from "./session-row.module.css";

/** One sign-in: with what, from where, since when. */
export function SessionRow({
  session,
}: {
  session: RouterOutputs["profile"]["sessions"]["items"][number];
}) {
  const name = describeClient(session.client);
  const end = trpc.profile.endSession.useMutation({
    onSuccess: () => {
      notifications.show({ title: "Session ended", message: `${name} is signed out.` });
    },
  });
  return (
    <li className={`${lines["row"]} ${styles["row"]}`}>
      <Group justify="space-between" gap="sm">
        <div className={styles["about"]}>
          <Group gap="xs">
            <Text fz="sm" fw={550} className={styles["text"]}>
              {name}
            </Text>
            {session.isCurrent && (
              <Badge size="sm" variant="light" tt="none">
                This browser
              </Badge>
            )}
          </Group>
          <Text fz="xs" c="dimmed" className={styles["text"]}>
            {session.ip ?? "Unknown address"} · seen <RelativeTime at={session.lastSeenAt} /> ·
            since <Day at={session.createdAt} />
          </Text>
        </div>
        {!session.isCurrent && (
          <Button
            size="xs"
            variant="default"
            aria-label={`End the session of ${name}`}
            loading={end.isPending}
            onClick={() => end.mutate({ id: session.id })}
          >
            End
          </Button>
        )}
      </Group>
      <FailureAlert error={end.error} />
    </li>
  );
}
