import { Button, Group, List, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { RouterOutputs } from "@pfn/api";
import { IconTestPipe } from "@tabler/icons-react";
import { showFailure, useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import { gravely } from "#ui/dialog.ts";
import { Notice } from "#ui/notice.tsx";

/** Says that the ledger holds demo data, and removes it after showing what that means. */
export function DemoNotice({ accounts }: RouterOutputs["ledger"]["demo"]) {
  const tell = useUndoToast();
  const onError = showFailure("Nothing was removed");
  const remove = trpc.ledger.removeDemo.useMutation({
    onSuccess: (answer) => tell("Demo data removed", answer),
    onError,
  });
  const look = trpc.ledger.removeDemo.useMutation({
    onSuccess: (answer) =>
      modals.openConfirmModal({
        ...gravely,
        title: "Remove demo data?",
        labels: { confirm: "Remove", cancel: "Cancel" },
        children: <Outlook {...answer} />,
        onConfirm: () => remove.mutate({}),
      }),
    onError,
  });
  if (accounts.length === 0) return null;
  return (
    <Notice mb="lg" icon={<IconTestPipe />} aria-label="Demo data">
      <Group justify="space-between" gap="sm">
        <Text fz="sm">
          This ledger contains demo data. Look around, then remove it before you start.
        </Text>
        <Button
          size="xs"
          variant="default"
          loading={look.isPending || remove.isPending}
          onClick={() => look.mutate({ dryRun: true })}
        >
          Remove demo data…
        </Button>
      </Group>
    </Notice>
  );
}

/** What will be removed, and what will be kept. */
function Outlook({ removed, kept }: RouterOutputs["ledger"]["removeDemo"]) {
  const goes = [
    `${count(removed.transactions, "demo transaction")} in ${removed.accounts.join(", ")}`,
    removed.changed > 0 && `including ${removed.changed.toLocaleString("en")} that you changed`,
    removed.added > 0 && `${count(removed.added, "transaction")} that you added to these accounts`,
    removed.imports > 0 && count(removed.imports, "import of a bank file", "imports of bank files"),
  ];
  const stays = [
    kept.accounts.length > 0 && `Your own accounts: ${kept.accounts.join(", ")}`,
    kept.unlinked > 0 &&
      `${count(kept.unlinked, "transfer half", "transfer halves")} there, as ordinary transactions`,
    "All categories",
  ];
  return (
    <Stack gap="xs">
      <Part title="Will be removed" items={goes} />
      <Part title="Will be kept" items={stays} />
      <Text fz="sm">You can undo this.</Text>
    </Stack>
  );
}

function Part({ title, items }: { title: string; items: readonly (string | false)[] }) {
  return (
    <div>
      <Text fz="sm" fw={600}>
        {title}
      </Text>
      <List size="sm">
        {items
          .filter((item) => item !== false)
          .map((item) => (
            <List.Item key={item}>{item}</List.Item>
          ))}
      </List>
    </div>
  );
}
