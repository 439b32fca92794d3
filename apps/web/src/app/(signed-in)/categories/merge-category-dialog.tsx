import { Modal, Select, Stack, Text } from "@mantine/core";
import { useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import { dialog } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { useServerForm } from "#ui/use-server-form.ts";
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
  const { id, version, name } = category;
  const trial = trpc.categories.merge.useMutation();
  const merge = trpc.categories.merge.useMutation();
  const form = useServerForm({
    initialValues: { intoId: "" },
    send: async ({ intoId }) => {
      const answer = await merge.mutateAsync({ id, version, intoId });
      tell(`Merged into ${answer.category.name}.`, answer);
      onClose();
    },
  });
  const { intoId } = form.values;
  const children = all.filter(({ parentId }) => parentId === id).length;

  function choose(chosen: string | null) {
    form.setValues({ intoId: chosen ?? "" });
    if (chosen !== null) trial.mutate({ id, version, intoId: chosen, dryRun: true });
  }

  return (
    <Form form={form}>
      <Stack gap="md">
        <FailureAlert error={form.failure.error ?? trial.error} />
        <Text fz="sm" style={{ overflowWrap: "anywhere" }}>
          Everything in{" "}
          <Text span inherit fw={600}>
            <bdi>{name}</bdi>
          </Text>{" "}
          moves to the category you choose. Then <bdi>{name}</bdi> is removed.
        </Text>
        <Select
          label="Merge into"
          placeholder="Choose a category"
          data={mergeTargets(all, category).map((target) => ({
            value: target.id,
            label: target.name,
          }))}
          value={intoId || null}
          onChange={choose}
          searchable
          nothingFoundMessage="No matching category"
          data-autofocus
        />
        <Text fz="sm" role="status" mih={22}>
          {intoId !== "" && trial.data && describeMove(trial.data.updated - children, children)}
        </Text>
        <FormButtons
          submit="Merge"
          isPending={form.submitting}
          isDisabled={intoId === "" || !trial.isSuccess}
          onCancel={onClose}
        />
      </Stack>
    </Form>
  );
}

/** Deleted transactions move too, so that an undo finds their category; they are counted. */
function describeMove(transactions: number, children: number): string {
  if (transactions === 0 && children === 0) return "No transactions will move.";
  const moved = [
    count(transactions, "transaction"),
    ...(children === 0 ? [] : [count(children, "subcategory", "subcategories")]),
  ];
  return `${moved.join(" and ")} will move. You can undo this.`;
}
