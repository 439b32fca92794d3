import { Group, Select, TextInput } from "@mantine/core";
import { DayInput } from "#ui/day-input.tsx";
import type { FilterControl, FilterName } from "./filters";

const CHOICES = [
  { name: "direction", label: "In or out", choices: { in: "Money in", out: "Money out" } },
  { name: "status", label: "Status", choices: { posted: "Booked", pending: "Pending" } },
  {
    name: "kind",
    label: "Kind",
    choices: {
      regular: "Regular",
      transfer: "Transfer",
      opening: "Opening balance",
      adjustment: "Adjustment",
    },
  },
] as const;

const SIZES = [
  { name: "min", label: "At least" },
  { name: "max", label: "At most" },
] as const;

const DAYS = [
  { name: "from", label: "From" },
  { name: "to", label: "Up to" },
] as const;

/** The filters that are needed now and then. */
export function MoreFilters({ filters, onChange }: FilterControl) {
  return (
    <Group gap="sm" mb="md" align="flex-start">
      {DAYS.map(({ name, label }) => (
        <DayInput
          key={name}
          label={label}
          size="sm"
          value={filters[name] ?? null}
          onChange={(day) => onChange({ [name]: day })}
          clearable
          w={{ base: "47%", xs: 150 }}
        />
      ))}
      {SIZES.map(({ name, label }) => (
        <SizeInput
          key={name}
          {...{ name, label }}
          value={filters[name] ?? ""}
          onChange={onChange}
        />
      ))}
      {CHOICES.map(({ name, label, choices }) => (
        <Select
          key={name}
          label={label}
          placeholder="Any"
          data={Object.entries(choices).map(([value, text]) => ({ value, label: text }))}
          value={filters[name] ?? null}
          onChange={(value) => onChange({ [name]: value })}
          clearable
          w={{ base: "47%", xs: 150 }}
        />
      ))}
    </Group>
  );
}

interface SizeInputProps {
  name: Extract<FilterName, "min" | "max">;
  label: string;
  value: string;
  onChange: FilterControl["onChange"];
}

/** Takes effect when it is left, because half a number is another number. */
function SizeInput({ name, label, value, onChange }: SizeInputProps) {
  return (
    <TextInput
      key={value}
      label={label}
      placeholder="0.00"
      inputMode="decimal"
      defaultValue={value}
      onBlur={({ currentTarget }) =>
        onChange({ [name]: currentTarget.value.trim().replace(",", ".") || null })
      }
      onKeyDown={({ key, currentTarget }) => key === "Enter" && currentTarget.blur()}
      w={{ base: "47%", xs: 110 }}
    />
  );
}
