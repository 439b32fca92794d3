import { Button, Group, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { RouterOutputs } from "@pfn/api";
import { IconUserPlus } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { trpc } from "#trpc/client.tsx";
import { fromSeed, type Seed } from "#trpc/seed.ts";
import { DataTable } from "#ui/data-table.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Panel } from "#ui/panel.tsx";
import { InvitationRow } from "./invitation-row";
import styles from "./invitation-row.module.css";
import { InviteForm } from "./invite-form";
import { RevealLinkDialog } from "./reveal-link-dialog";

const COLUMNS = [
  { title: "For" },
  { title: "By", width: 150 },
  { title: "State", width: 130 },
  { title: "Until", width: 130 },
  { title: "Actions", align: "hidden", width: 74 },
] as const;

/** Links that let people join while sign-up is closed: create one, see its state, revoke it. */
export function Invitations({ initial }: { initial: Seed<RouterOutputs["admin"]["invitations"]> }) {
  const invitations = trpc.admin.invitations.useQuery(undefined, fromSeed(initial));
  const { items } = invitations.data;
  const [isInviting, inviting] = useDisclosure();
  // The only place in the browser that holds the link, until it is copied (K3).
  const [link, setLink] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  function forget() {
    setLink(null);
    requestAnimationFrame(() => heading.current?.focus());
  }

  return (
    <section aria-labelledby="invitations-title">
      <Group justify="space-between" align="flex-end" gap="sm" mb="sm">
        <div>
          <Title
            order={2}
            id="invitations-title"
            ref={heading}
            tabIndex={-1}
            fz="lg"
            style={{ outline: "none" }}
          >
            Invitations
          </Title>
          <Text fz="sm" c="dimmed">
            A link lets one person create an account, even while sign-up is closed. It works for
            seven days.
          </Text>
        </div>
        {!isInviting && (
          <Button
            variant="default"
            leftSection={<IconUserPlus size={18} stroke={1.75} />}
            onClick={inviting.open}
          >
            Invite somebody
          </Button>
        )}
      </Group>
      <FailureAlert error={invitations.error} onRetry={() => void invitations.refetch()} />
      {isInviting && (
        <InviteForm
          onCancel={inviting.close}
          onInvited={(made) => {
            inviting.close();
            setLink(made);
          }}
        />
      )}
      {items.length > 0 && (
        <Panel mb="lg">
          <DataTable label="Invitations" columns={COLUMNS} rowClass={styles["row"]}>
            {items.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} />
            ))}
          </DataTable>
        </Panel>
      )}
      {invitations.data.nextCursor !== null && (
        <Text fz="sm" c="dimmed" mb="lg">
          Showing the latest {items.length}.
        </Text>
      )}
      {link !== null && <RevealLinkDialog link={link} onStored={forget} />}
    </section>
  );
}
