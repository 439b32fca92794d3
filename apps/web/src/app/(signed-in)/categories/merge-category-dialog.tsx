import { Modal, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import { dialog } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { type Category, mergeTargets } from "./category";

interface MergeCategoryDialogProps {
  /** Null while nothing is merged. */
  category: Category | null;
  all: readonly Category[];
  onClose: () => void;
}

/** Moves everything of a category to another one. */
export function MergeCategoryDialog({ category, all, onClose }: MergeCategoryDialogProps) {
  return (
    <Modal
      opened={category !== null}
      onClose={onClose}
      title="Merge into another category"
      {...dialog}
    >
      {category && <MergeForm category={category} all={all} onClose={onClose} />}
    </Modal>
  );
}

function MergeForm({ category, all, onClose }: MergeCategoryDialogProps & { category: Category }) {
  const tell = useUndoToast();
  const [intoId, setIntoId] = useState<string | null>(null);
  const trial = trpc.categories.merge.useMutation();
  const merge = trpc.categories.merge.useMutation({
    onSuccess: (answer) => {
      tell(`Merged into ${answer.category.name}.`, answer);
      onClose();
    },
  });
  const { id, version, name } = category;
  const children = all.filter(({ parentId }) => parentId === id).length;

  function choose(chosen: string | null) {
    setIntoId(chosen);
    merge.reset();
    if (chosen !== null) trial.mutate({ id, version, intoId: chosen, dryRun: true });
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (intoId !== null) merge.mutate({ id, version, intoId });
      }}
    >
      <Stack gap="md">
        <FailureAlert error={merge.error ?? trial.error} />
        <Text fz="sm" style={{ overflowWrap: "anywhere" }}>
          Everything in{" "}
          <Text span inherit fw={600}>
            <bdi>{name}</bdi>
          </Text>{" "}
          moves to the category you choose, and <bdi>{name}</bdi> is gone.
        </Text>
        <Select
          label="Merge into"
          placeholder="Choose a category"
          data={mergeTargets(all, category).map((target) => ({
            value: target.id,
            label: target.name,
          }))}
          value={intoId}
          onChange={choose}
          searchable
          nothingFoundMessage="No such category"
          data-autofocus
        />
        <Text fz="sm" role="status" mih={22}>
          {intoId !== null && trial.data && describeMove(trial.data.updated - children, children)}
        </Text>
        <FormButtons
          submit="Merge"
          isPending={merge.isPending}
          isDisabled={intoId === null || !trial.isSuccess}
          onCancel={onClose}
        />
      </Stack>
    </form>
  );
}

/** Deleted transactions move too, so that an undo finds their category; they are counted. */
const describeMove = (transactions: number, children: number): string =>
  transactions === 0 && children === 0
    ? "It holds no transaction; nothing else changes."
    : `${count(transactions, "transaction")}${children === 0 ? "" : ` and ${children === 1 ? "1 category" : `${children} categories`} below it`} will move. You can undo it.`;
