import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { RouterOutputs } from "@pfn/api";
import { IconTestPipe } from "@tabler/icons-react";
import { trpc } from "../../../trpc/client";
import { FailureAlert } from "../../../ui/failure-alert";
import { Notice } from "../../../ui/notice";

/** While the ledger holds demo data: says so, and takes it out again in one go. */
export function DemoNotice({ operations }: { operations: RouterOutputs["operations"]["list"]["items"] }) {
  const undo = trpc.operations.undo.useMutation({
    onSuccess: () => {
      notifications.show({ title: "Demo data removed", message: "The ledger is empty again." });
    },
  });
  const demo = operations.find(({ procedure, state }) => procedure === "ledger.fillDemo" && state === "applied");
  if (demo === undefined) return null;
  return (
    <Notice mb="lg" icon={<IconTestPipe />} aria-label="Demo data">
      <Group justify="space-between" gap="sm">
        <Text fz="sm">
          This ledger is filled with demo data. Look around, then remove it before you begin in earnest.
        </Text>
        <Button size="xs" variant="default" loading={undo.isPending} onClick={() => undo.mutate({ id: demo.id })}>
          Remove demo data
        </Button>
      </Group>
      <FailureAlert error={undo.error} />
    </Notice>
  );
}
