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

const STATES = { open: "Open", used: "Used", revoked: "Revoked", expired: "Expired" } as const;

/** One invitation: whom it is for, and its state. */
export function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { id, email, state, invitedBy, expiresAt } = invitation;
  const revoke = trpc.admin.revokeInvitation.useMutation({
    onSuccess: () => {
      notifications.show({
        title: "Invitation revoked",
        message: "Its link no longer works.",
      });
    },
    onError: showFailure("Nothing was changed"),
  });
  const revokeAction = {
    label: "Revoke",
    icon: IconHandStop,
    onClick: () => revoke.mutate({ invitationId: id }),
  };
  return (
    <DataRow isMuted={state !== "open"}>
      <DataCell area="person">
        <Text fz="sm" fw={600} className={styles["text"]}>
          {email === null ? "Anyone with the link" : <bdi>{email}</bdi>}
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
            label={`Actions for the invitation of ${email ?? "anyone with the link"}`}
            actions={[revokeAction]}
          />
        )}
      </DataCell>
    </DataRow>
  );
}
