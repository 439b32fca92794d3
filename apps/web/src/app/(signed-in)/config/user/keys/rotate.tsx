import { Modal, Radio, Stack, Text } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { trpc } from "#trpc/client.tsx";
import { dialog } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { Day } from "#ui/time.tsx";
import { useServerForm } from "#ui/use-server-form.ts";
import type { IntegrationKey } from "./key-words";
import { useIssueKey } from "./use-issue-key";

const GRACES = [
  {
    value: "0",
    label: "Now",
    description: "Best after a leak. Programs fail until they have the new key.",
  },
  { value: "1", label: "In 1 day", description: "Both keys work for one day." },
  {
    value: "7",
    label: "In 7 days",
    description: "Both keys work for one week, or until the old key expires.",
  },
] as const;

const LIFETIMES = ["30", "90", "365"] as const;
const lifetimeLabel = (days: string) =>
  days === "365" ? "1 year from now" : `${days} days from now`;

interface RotateKeyDialogProps {
  /** The key to replace; null while the dialog is closed. */
  integrationKey: IntegrationKey | null;
  onClose: () => void;
  onRotated: (created: RouterOutputs["integrationKeys"]["rotate"]) => void;
}

/** Replaces a key by a new one with the same permissions. */
export function RotateKeyDialog({ integrationKey, onClose, onRotated }: RotateKeyDialogProps) {
  return (
    <Modal
      opened={integrationKey !== null}
      onClose={onClose}
      title="Rotate key"
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

/** When the old key stops, and how long the new one works. */
function RotateKeyForm({
  integrationKey: { id, label, expiresAt },
  onCancel,
  onRotated,
}: RotateKeyFormProps) {
  const { client } = trpc.useUtils();
  const { issue, dialog: passwordDialog } = useIssueKey(onRotated);
  const form = useServerForm({
    initialValues: { grace: "0", lifetime: "keep" },
    send: ({ grace, lifetime }) => {
      const graceInDays = Number(grace);
      const fresh = lifetime === "keep" ? {} : { expiresInDays: Number(lifetime) };
      return issue(() => client.integrationKeys.rotate.mutate({ id, graceInDays, ...fresh }));
    },
  });
  return (
    <>
      <Form form={form}>
        <Stack gap="lg">
          <Text fz="sm" style={{ overflowWrap: "anywhere" }}>
            A new key replaces <bdi>{label}</bdi>. It keeps the label and the permissions, and it is
            shown only once.
          </Text>
          <Radio.Group label="When should the old key stop?" {...form.getInputProps("grace")}>
            <Stack gap="sm" mt="xs">
              {GRACES.map((choice) => (
                <Radio key={choice.value} {...choice} />
              ))}
            </Stack>
          </Radio.Group>
          <Radio.Group
            label="How long should the new key work?"
            {...form.getInputProps("lifetime")}
          >
            <Stack gap="sm" mt="xs">
              <Radio
                value="keep"
                label={
                  expiresAt === null ? (
                    "Like the old key: never expires"
                  ) : (
                    <AsBefore at={expiresAt} />
                  )
                }
              />
              {LIFETIMES.map((days) => (
                <Radio key={days} value={days} label={lifetimeLabel(days)} />
              ))}
            </Stack>
          </Radio.Group>
          <FailureAlert {...form.failure} />
          <FormButtons submit="Rotate key" isPending={form.submitting} onCancel={onCancel} />
        </Stack>
      </Form>
      {passwordDialog}
    </>
  );
}

const AsBefore = ({ at }: { at: string }) => (
  <>
    Like the old key: until <Day at={at} />
  </>
);
