import { Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { dialog } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { useServerForm } from "#ui/use-server-form.ts";
import { type Category, type Kind, possibleParents } from "./category";

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

/** Adds a category, or changes the name and parent of one. */
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

interface CategoryDraft {
  name: string;
  kind: Kind;
  /** Empty for none. */
  parentId: string;
}

interface CategoryFormProps extends Omit<CategoryDialogProps, "category"> {
  /** Null for a new category. */
  category: Category | null;
}

function CategoryForm({ category, all, onClose }: CategoryFormProps) {
  const form = useServerForm<CategoryDraft>({
    initialValues: {
      name: category?.name ?? "",
      kind: category?.kind ?? "expense",
      parentId: category?.parentId ?? "",
    },
    validate: { name: (name) => (name.trim() === "" ? "Enter a name." : null) },
    send: useSaveCategory(category, onClose),
  });
  const parents = possibleParents(all, { id: category?.id, kind: form.values.kind });
  // There is one level: a category with children has no parent.
  const hasChildren = category !== null && all.some(({ parentId }) => parentId === category.id);
  return (
    <Form form={form}>
      <Stack gap="md">
        <FailureAlert {...form.failure} />
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
          label="Parent"
          description={
            hasChildren
              ? "This category has subcategories, so it cannot have a parent."
              : "Shows this category below another one."
          }
          disabled={hasChildren}
          data={[
            { value: "", label: "None" },
            ...parents.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...form.getInputProps("parentId")}
        />
        <FormButtons
          submit={category === null ? "Add category" : "Save"}
          isPending={form.submitting}
          onCancel={onClose}
        />
      </Stack>
    </Form>
  );
}

function useSaveCategory(category: Category | null, onClose: () => void) {
  const tell = useUndoToast();
  const create = trpc.categories.create.useMutation();
  const update = trpc.categories.update.useMutation();
  return async ({ name, kind, parentId: chosen }: CategoryDraft) => {
    const parentId = chosen === "" ? null : chosen;
    if (category === null) {
      tell("Category added.", await create.mutateAsync({ name, kind, parentId }));
    } else {
      const { id, version } = category;
      tell("Category changed.", await update.mutateAsync({ id, version, name, parentId }));
    }
    onClose();
  };
}
