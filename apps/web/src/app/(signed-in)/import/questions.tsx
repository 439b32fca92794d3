import { NativeSelect, Stack, Text } from "@mantine/core";
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
      {ambiguous.map(({ field, question, options }) => (
        <NativeSelect
          key={field}
          label={question}
          disabled={isDisabled}
          maw={560}
          value=""
          data={[
            { value: "", label: "Choose…" },
            ...options.map(({ means }, index) => ({ value: String(index), label: means })),
          ]}
          onChange={({ currentTarget }) => {
            const option = options[Number(currentTarget.value)];
            if (currentTarget.value !== "" && option !== undefined) onSettle(field, option.value);
          }}
        />
      ))}
    </Stack>
  );
}
