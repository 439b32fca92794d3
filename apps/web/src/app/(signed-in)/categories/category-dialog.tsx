import { Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { dialog } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { readFailure } from "#ui/read-failure.ts";
import { type Category, type Kind, possibleParents } from "./category";

const FIELDS = ["name", "kind", "parentId"];
const KIND_CHOICES: { value: Kind; label: string }[] = [
  { value: "expense", label: "Expense" },
  { value: "income", label: "Income" },
];

interface CategoryDialogProps {
  /** Null while the dialog is closed. */
  category: Category | "new" | null;
  all: readonly Category[];
  onClose: () => void;
}

/** Adds a category, or changes the name and place of one. */
export function CategoryDialog({ category, all, onClose }: CategoryDialogProps) {
  const title = category === "new" ? "Add category" : "Edit category";
  return (
    <Modal opened={category !== null} onClose={onClose} title={title} {...dialog}>
      {category !== null && (
        <CategoryForm category={category === "new" ? null : category} all={all} onClose={onClose} />
      )}
    </Modal>
  );
}

interface CategoryFormProps extends Omit<CategoryDialogProps, "category"> {
  /** Null for a new one. */
  category: Category | null;
}

function CategoryForm({ category, all, onClose }: CategoryFormProps) {
  const initialValues: { name: string; kind: Kind; parentId: string } = {
    name: category?.name ?? "",
    kind: category?.kind ?? "expense",
    parentId: category?.parentId ?? "",
  };
  const form = useForm({
    initialValues,
    validate: { name: (name) => (name.trim() === "" ? "Give the category a name." : null) },
  });
  const { save, isPending, error } = useSaveCategory({
    category,
    onClose,
    onRefused: (fields) => form.setErrors(fields),
  });
  const parents = possibleParents(all, { id: category?.id, kind: form.values.kind });
  // One level: a category with children has no parent.
  const hasChildren = category !== null && all.some(({ parentId }) => parentId === category.id);
  return (
    <Form form={form} onSubmit={save}>
      <Stack gap="md">
        <FailureAlert error={error} fields={FIELDS} />
        <TextInput name="name" label="Name" data-autofocus {...form.getInputProps("name")} />
        {category === null && (
          <NativeSelect
            name="kind"
            label="Kind"
            data={KIND_CHOICES}
            {...form.getInputProps("kind")}
            onChange={({ currentTarget }) =>
              form.setValues({
                kind: currentTarget.value === "income" ? "income" : "expense",
                parentId: "",
              })
            }
          />
        )}
        <NativeSelect
          name="parentId"
          label="Part of"
          description={
            hasChildren
              ? "It has parts itself, and so is part of nothing."
              : "It then stands below the other one."
          }
          disabled={hasChildren}
          data={[
            { value: "", label: "Nothing" },
            ...parents.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...form.getInputProps("parentId")}
        />
        <FormButtons
          submit={category === null ? "Add category" : "Save"}
          isPending={isPending}
          onCancel={onClose}
        />
      </Stack>
    </Form>
  );
}

interface SaveOptions {
  category: Category | null;
  onClose: () => void;
  onRefused: (fields: Record<string, string>) => void;
}

function useSaveCategory({ category, onClose, onRefused }: SaveOptions) {
  const tell = useUndoToast();
  const after = (message: string) => ({
    onSuccess: (answer: { operationId: string | null }) => {
      tell(message, answer);
      onClose();
    },
    onError: (error: unknown) => onRefused(readFailure(error).fields),
  });
  const create = trpc.categories.create.useMutation(after("Category added."));
  const update = trpc.categories.update.useMutation(after("Category changed."));
  return {
    save: ({ name, kind, parentId: chosen }: { name: string; kind: Kind; parentId: string }) => {
      const parentId = chosen === "" ? null : chosen;
      if (category === null) create.mutate({ name, kind, parentId });
      else update.mutate({ id: category.id, version: category.version, name, parentId });
    },
    isPending: create.isPending || update.isPending,
    error: create.error ?? update.error,
  };
}
