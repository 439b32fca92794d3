import { TextInput } from "@mantine/core";
import { useState } from "react";

interface TypedFieldProps<Value> {
  label: string;
  /** As it is in effect. */
  shown: string;
  /** Null: not such a value. */
  parse: (text: string) => { value: Value } | null;
  complaint: string;
  isDisabled: boolean;
  onChange: (value: Value) => void;
}

/** A field that is settled when it is left, or on Enter: each change reads the file again. */
export function TypedField<Value>(props: TypedFieldProps<Value>) {
  const { label, shown, parse, complaint, isDisabled, onChange } = props;
  // Null: the field shows its value.
  const [text, setText] = useState<string | null>(null);
  const [isRefused, setRefused] = useState(false);
  function settle() {
    if (text === null) return;
    const parsed = text.trim() === shown ? null : parse(text.trim());
    const isBad = parsed === null && text.trim() !== shown;
    setRefused(isBad);
    if (isBad) return;
    setText(null);
    if (parsed !== null) onChange(parsed.value);
  }
  return (
    <TextInput
      label={label}
      inputMode="numeric"
      autoComplete="off"
      disabled={isDisabled}
      value={text ?? shown}
      error={isRefused && complaint}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
      onBlur={settle}
      onKeyDown={({ key }) => key === "Enter" && settle()}
    />
  );
}
