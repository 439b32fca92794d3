import { Badge, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { RouterOutputs } from "@pfn/api";
import { IconHandStop } from "@tabler/icons-react";
import { showFailure } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { ActionMenu } from "#ui/action-menu.tsx";
import { DataCell, DataRow } from "#ui/data-table.tsx";
import { Day } from "#ui/time.tsx";
import styles from "./invitation-row.module.css";

type Invitation = RouterOutputs["admin"]["invitations"]["items"][number];

const STATES = { open: "Open", used: "Used", revoked: "Taken back", expired: "Expired" } as const;

/** One invitation, for whom and what became of it. */
export function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { id, email, state, invitedBy, expiresAt } = invitation;
  const revoke = trpc.admin.revokeInvitation.useMutation({
    onSuccess: () => {
      notifications.show({
        title: "Invitation taken back",
        message: "Its link opens nothing from now on.",
      });
    },
    onError: showFailure("Nothing was changed"),
  });
  const takeBack = {
    label: "Take back",
    icon: IconHandStop,
    onClick: () => revoke.mutate({ invitationId: id }),
  };
  return (
    <DataRow isMuted={state !== "open"}>
      <DataCell area="person">
        <Text fz="sm" fw={600} className={styles["text"]}>
          {email === null ? "Whoever has the link" : <bdi>{email}</bdi>}
        </Text>
      </DataCell>
      <DataCell area="by">
        <Text fz="sm" className={styles["text"]}>
          <bdi>{invitedBy}</bdi>
        </Text>
      </DataCell>
      <DataCell area="state">
        <Badge variant={state === "open" ? "light" : "default"} tt="none">
          {STATES[state]}
        </Badge>
      </DataCell>
      <DataCell area="until">
        <Text fz="sm" c="dimmed">
          <Day at={expiresAt} />
        </Text>
      </DataCell>
      <DataCell area="menu" align="right">
        {state === "open" && (
          <ActionMenu
            label={`Actions for the invitation of ${email ?? "whoever has the link"}`}
            actions={[takeBack]}
          />
        )}
      </DataCell>
    </DataRow>
  );
}
