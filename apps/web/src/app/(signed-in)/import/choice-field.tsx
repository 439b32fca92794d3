import { NativeSelect } from "@mantine/core";
import type { Choice } from "./mapping-choices";

interface ChoiceFieldProps<Value> {
  label: string;
  value: Value | undefined;
  options: readonly Choice<Value>[];
  isDisabled: boolean;
  onChange: (value: Value) => void;
}

/** A field with a few values, of any type. “Not set” while nothing is settled. */
export function ChoiceField<Value>(props: ChoiceFieldProps<Value>) {
  const { label, value, options, isDisabled, onChange } = props;
  const at = options.findIndex((option) => option.value === value);
  return (
    <NativeSelect
      label={label}
      disabled={isDisabled}
      value={String(at)}
      data={[
        ...(at === -1 ? [{ value: "-1", label: "Not set" }] : []),
        ...options.map((option, index) => ({ value: String(index), label: option.label })),
      ]}
      onChange={({ currentTarget }) => {
        const option = options[Number(currentTarget.value)];
        if (option !== undefined) onChange(option.value);
      }}
    />
  );
}
