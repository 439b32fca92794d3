import { ActionIcon, Button, Group, Input, Stack, Text, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { formatAmount, fromMinor } from "#ui/money.ts";
import { CategorySelect } from "../category-select";
import type { Category } from "../types";
import { type DraftForm, EMPTY_LINE, openAmount } from "./draft";

interface SplitLinesProps {
  form: DraftForm;
  categories: readonly Category[];
  currency: string;
  /** Whether the first part's category has the focus when the form opens. */
  startsAtCategory: boolean;
}

/** The parts of a split transaction, and the amount that is left to assign. */
export function SplitLines({ form, categories, currency, startsAtCategory }: SplitLinesProps) {
  const { lines } = form.values;
  const open = openAmount(form.values, currency);
  const complaint = form.errors["lines"];
  return (
    <Stack component="fieldset" gap="xs" p={0} m={0} bd={0}>
      <Input.Label component="legend">Parts</Input.Label>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part has no id but its place.
        <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
          <CategorySelect
            aria-label={`Category of part ${index + 1}`}
            data-autofocus={(startsAtCategory && index === 0) || undefined}
            categories={categories}
            value={line.categoryId}
            onChange={(categoryId) => form.setFieldValue(`lines.${index}.categoryId`, categoryId)}
            flex={2}
          />
          <TextInput
            aria-label={`Amount of part ${index + 1}`}
            placeholder="0.00"
            inputMode="decimal"
            flex={1}
            miw={90}
            {...form.getInputProps(`lines.${index}.amount`)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={`Remove part ${index + 1}`}
            onClick={() => form.removeListItem("lines", index)}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group justify="space-between" gap="sm">
        <Button
          size="xs"
          variant="default"
          onClick={() => form.insertListItem("lines", nextLine(open, currency))}
        >
          Add a part
        </Button>
        <Text fz="sm" c={complaint ? "var(--mantine-color-error)" : "dimmed"} aria-live="polite">
          {complaint ?? describeOpen(open, currency)}
        </Text>
      </Group>
    </Stack>
  );
}

/** A new part takes the amount that is left. */
const nextLine = (open: bigint | null, currency: string) =>
  open === null || open === 0n
    ? EMPTY_LINE
    : { ...EMPTY_LINE, amount: fromMinor(open, currency).amount };

function describeOpen(open: bigint | null, currency: string): string {
  if (open === null) return "";
  if (open === 0n) return "The parts add up.";
  return `${formatAmount(fromMinor(open, currency))} ${currency} left to assign`;
}
