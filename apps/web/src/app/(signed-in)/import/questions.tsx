import { List, NativeSelect, Stack, Text } from "@mantine/core";
import { formatCivilDate } from "#ui/dates.ts";
import { formatAmount } from "#ui/money.ts";
import type { Preview } from "./import-words";

interface QuestionsProps {
  ambiguous: Preview["ambiguous"];
  onSettle: (field: string, value: unknown) => void;
  isDisabled: boolean;
}

/** What the file leaves open. Each choice reads the file again. */
export function Questions({ ambiguous, onSettle, isDisabled }: QuestionsProps) {
  if (ambiguous.length === 0) return null;
  return (
    <Stack gap="md">
      <Text fz="sm" role="status">
        The file can be read in more than one way. Choose the right one.
      </Text>
      {ambiguous.map(({ field, question, lines, options }) => (
        <Stack key={field} gap="xs">
          <NativeSelect
            label={question}
            disabled={isDisabled}
            maw={560}
            value=""
            data={[
              { value: "", label: "Choose…" },
              ...options.map((option, index) => ({
                value: String(index),
                label: describe(option),
              })),
            ]}
            onChange={({ currentTarget }) => {
              const option = options[Number(currentTarget.value)];
              if (currentTarget.value !== "" && option !== undefined) onSettle(field, option.value);
            }}
          />
          <List size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {lines.map(({ line, text }) => (
              <List.Item key={line}>
                Line {line}: <bdi>{text}</bdi>
              </List.Item>
            ))}
          </List>
        </Stack>
      ))}
    </Stack>
  );
}

/** What an option means, and how it would book the first of the lines. */
function describe({ means, rows: [first] }: Preview["ambiguous"][number]["options"][number]) {
  if (first === undefined) return means;
  const { date, amount } = first;
  const booked = [date && formatCivilDate(date), amount && formatAmount(amount)].filter(Boolean);
  return booked.length === 0 ? means : `${means} (line ${first.line}: ${booked.join(", ")})`;
}
