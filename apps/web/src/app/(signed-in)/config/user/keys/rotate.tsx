import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { useState } from "react";
import { trpc } from "#trpc/client.tsx";
import { dialog } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Day } from "#ui/time.tsx";
import type { IntegrationKey } from "./key-words";
import { useIssueKey } from "./use-issue-key";

const GRACES = [
  {
    value: "0",
    label: "Now",
    description: "Right when something leaked. Programs fail until they have the new key.",
  },
  { value: "1", label: "In 1 day", description: "Both work for a day." },
  {
    value: "7",
    label: "In 7 days",
    description: "Both work for a week, the longest there is. Never beyond the old key’s own end.",
  },
] as const;

const LIFETIMES = ["30", "90", "365"] as const;
const lifetimeLabel = (days: string) =>
  days === "365" ? "1 year from now" : `${days} days from now`;

interface RotateKeyDialogProps {
  /** The key to replace; null: closed. */
  integrationKey: IntegrationKey | null;
  onClose: () => void;
  onRotated: (created: RouterOutputs["integrationKeys"]["rotate"]) => void;
}

/** Replaces a key by a new one that may do the same. */
export function RotateKeyDialog({ integrationKey, onClose, onRotated }: RotateKeyDialogProps) {
  return (
    <Modal
      opened={integrationKey !== null}
      onClose={onClose}
      title="Rotate the key"
      size="lg"
      {...dialog}
    >
      {integrationKey && (
        <RotateKeyForm integrationKey={integrationKey} onCancel={onClose} onRotated={onRotated} />
      )}
    </Modal>
  );
}

interface RotateKeyFormProps {
  integrationKey: IntegrationKey;
  onCancel: () => void;
  onRotated: (created: RouterOutputs["integrationKeys"]["rotate"]) => void;
}

/** When the old key stops, and until when the new one works. */
function RotateKeyForm({
  integrationKey: { id, label, expiresAt },
  onCancel,
  onRotated,
}: RotateKeyFormProps) {
  const { client } = trpc.useUtils();
  const { issue, isBusy, failure, dialog: passwordDialog } = useIssueKey(onRotated);
  const [grace, setGrace] = useState("0");
  const [lifetime, setLifetime] = useState("keep");

  function rotate() {
    const fresh = lifetime === "keep" ? {} : { expiresInDays: Number(lifetime) };
    return issue(() =>
      client.integrationKeys.rotate.mutate({ id, graceInDays: Number(grace), ...fresh }),
    );
  }

  return (
    <Stack gap="lg">
      <Text fz="sm" style={{ overflowWrap: "anywhere" }}>
        A new key takes the place of <bdi>{label}</bdi>. It has the same label and may do the same;
        you see it once.
      </Text>
      <Radio.Group label="When should the old key stop?" value={grace} onChange={setGrace}>
        <Stack gap="sm" mt="xs">
          {GRACES.map((choice) => (
            <Radio key={choice.value} {...choice} />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group
        label="Until when should the new key work?"
        value={lifetime}
        onChange={setLifetime}
      >
        <Stack gap="sm" mt="xs">
          <Radio
            value="keep"
            label={
              expiresAt === null ? "As the old one: without an end" : <AsBefore at={expiresAt} />
            }
          />
          {LIFETIMES.map((days) => (
            <Radio key={days} value={days} label={lifetimeLabel(days)} />
          ))}
        </Stack>
      </Radio.Group>
      <FailureAlert error={failure} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button loading={isBusy} onClick={() => void rotate()}>
          Rotate key
        </Button>
      </Group>
      {passwordDialog}
    </Stack>
  );
}

const AsBefore = ({ at }: { at: string }) => (
  <>
    As the old one: until <Day at={at} />
  </>
);
