import { Select, type SelectProps } from "@mantine/core";
import type { Category } from "./types";

/** The choice that stands for no category. */
const NONE = "none";

interface CategorySelectProps extends Omit<SelectProps, "data" | "value" | "onChange"> {
  categories: readonly Category[];
  value: string | null;
  onChange: (categoryId: string | null) => void;
}

/**
 * Chooses a category by typing a part of its name. Archived ones are offered only where one is
 * chosen already.
 */
export function CategorySelect({ categories, value, onChange, ...props }: CategorySelectProps) {
  return (
    <Select
      data={toChoices(categories, value)}
      value={value ?? NONE}
      onChange={(chosen) => onChange(chosen === NONE ? null : chosen)}
      allowDeselect={false}
      // Typing replaces what was chosen.
      onFocus={({ currentTarget }) => currentTarget.select()}
      searchable
      selectFirstOptionOnChange
      nothingFoundMessage="No matching category"
      comboboxProps={{ withinPortal: true }}
      {...props}
    />
  );
}

function toChoices(categories: readonly Category[], value: string | null) {
  const offered = categories.filter(({ id, isArchived }) => !isArchived || id === value);
  const ofKind = (kind: Category["kind"]) =>
    offered
      .filter((category) => category.kind === kind)
      .map(({ id, name, parentId }) => ({
        value: id,
        label: withParent(name, parentId, categories),
      }))
      .sort((a, b) => a.label.localeCompare(b.label));
  return [
    { value: NONE, label: "Uncategorized" },
    { group: "Expenses", items: ofKind("expense") },
    { group: "Income", items: ofKind("income") },
  ];
}

function withParent(
  name: string,
  parentId: string | null,
  categories: readonly Category[],
): string {
  const parent = categories.find(({ id }) => id === parentId);
  return parent === undefined ? name : `${parent.name} › ${name}`;
}
